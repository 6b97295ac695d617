using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Supervision;

/// <summary>
/// Connects to each address of the server itself, again and again, and ends a listener that does not answer: the watchdog
/// brings it back. A probe is known by the port that it comes from, which is unique while the probe runs; so no rule about
/// clients applies to it, and nothing but its answer comes of it.
/// </summary>
internal sealed class SelfProbe : IDisposable
{
    /// <summary>Number of probes that must fail in a row: one may coincide with a suspension of the process.</summary>
    private const int FailuresToBelieve = 2;

    /// <summary>More than the head of any answer of ours.</summary>
    private const int MaxAnswer = 1024;

    private static readonly byte[] Request =
        "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"u8.ToArray();

    private readonly ConcurrentDictionary<IPEndPoint, bool> _probes = new();
    private readonly WatchdogOptions _options;
    private readonly ListenerSet _listeners;
    private readonly Func<X509Certificate?, bool> _isOurs;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ITimer _timer;

    public SelfProbe(WatchdogOptions options, ListenerSet listeners, Func<X509Certificate?, bool> isOurs, TimeProvider clock, ILogger<SelfProbe> log)
    {
        (_options, _listeners, _isOurs, _clock, _log) = (options, listeners, isOurs, clock, log);
        _timer = clock.Timer("the monitor", () => _ = ProbeAllAsync(), log);
    }

    /// <summary>Begins; the listeners are started.</summary>
    public void Start() => Wait();

    /// <summary>The sink of a wire whose far end is a probe of ours; <c>null</c> when it is a client.</summary>
    public ITransportSink? TryTake(ITransport transport) =>
        transport.RemoteEndPoint is IPEndPoint from && _probes.ContainsKey(Plain(from)) ? new ProbeAnswer(transport) : null;

    public void Dispose() => _timer.Dispose();

    /// <summary>One round; the next one begins after it.</summary>
    private async Task ProbeAllAsync()
    {
        try
        {
            // A pausing listener answers no client, and a new one would have no more descriptors.
            foreach (var address in _listeners.AliveAddresses.Where(address => !_listeners.IsResting(address)))
            {
                if (await FindProblemAsync(Reachable(address), _listeners.SpeaksTls(address)).ConfigureAwait(false) is { } problem && !_listeners.IsResting(address)) _listeners.Kill(address, problem);
            }
        }
        catch (Exception e)
        {
            Log.MonitorBroke(_log, e);
        }

        Wait();
        Log.MonitorWentRound(_log);
    }

    /// <returns>What all of several probes in a row found wrong; <c>null</c> as soon as the server answers.</returns>
    private async Task<string?> FindProblemAsync(IPEndPoint address, bool tls)
    {
        string? problem = null;
        for (var failures = 0; failures < FailuresToBelieve; failures++)
        {
            problem = await ProbeAsync(address, tls).ConfigureAwait(false);
            if (problem is null) break;
        }

        return problem;
    }

    /// <returns>What is wrong; <c>null</c> when the server answered.</returns>
    private async Task<string?> ProbeAsync(IPEndPoint address, bool tls)
    {
        IPEndPoint? own = null;
        using var timeout = new CancellationTokenSource(_options.Monitor.Timeout, _clock);
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address.Address, 0));
            own = Plain((IPEndPoint)socket.LocalEndPoint!);
            _probes[own] = true;
            await socket.ConnectAsync(address, timeout.Token).ConfigureAwait(false);
            using var stream = await OpenAsync(socket, tls, timeout.Token).ConfigureAwait(false);
            await stream.WriteAsync(Request, timeout.Token).ConfigureAwait(false);
            var answer = new byte[MaxAnswer];
            var length = 0;
            while (length < ProbeAnswer.StatusLine.Length)
            {
                var read = await stream.ReadAsync(answer.AsMemory(length), timeout.Token).ConfigureAwait(false);
                if (read == 0) return "it hung up on the monitor";
                length += read;
            }

            return answer.AsSpan().StartsWith(ProbeAnswer.StatusLine) ? null : "it gave the monitor a strange answer";
        }
        catch (OperationCanceledException)
        {
            return $"it did not answer the monitor within {SettingValue.Show(_options.Monitor.Timeout)}";
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
        {
            return null; // that is no fault of the listener, which waits for descriptors itself
        }
        catch (SocketException e)
        {
            return $"the monitor could not connect ({e.SocketErrorCode})";
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return $"the monitor's connection broke ({(e.InnerException ?? e).Message})";
        }
        finally
        {
            if (own is not null) _probes.TryRemove(own, out _);
        }
    }

    private async Task<Stream> OpenAsync(Socket socket, bool tls, CancellationToken timeout)
    {
        var plain = new NetworkStream(socket, ownsSocket: false);
        if (!tls) return plain;

        // It talks to itself, by an address that no certificate need be for, under certificates that no client need trust.
        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false, (_, certificate, _, _) => _isOurs(certificate));
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions(), timeout).ConfigureAwait(false);
        return encrypted;
    }

    private void Wait() => _timer.Change(_options.Interval, Timeout.InfiniteTimeSpan);

    private static IPEndPoint Reachable(IPEndPoint address) =>
        address.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, address.Port)
        : address.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, address.Port)
        : address;

    private static IPEndPoint Plain(IPEndPoint endPoint) =>
        endPoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;
}
