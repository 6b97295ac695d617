using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Supervision;
using ScriptWs.Transport;

namespace ScriptWs.Running;

/// <summary>Where clients come in: the listeners of a run, the watchdog that restarts them, and the monitor that probes them.</summary>
internal sealed class Listening : IDisposable
{
    private readonly RunContext _run;
    private readonly ServedCertificates _certificates;
    private readonly HandshakeTerms _handshakes;
    private readonly ListenerSet _listeners;
    private readonly Watchdog _watchdog;
    private readonly SelfProbe? _probe;

    /// <param name="run">The run.</param>
    /// <param name="listen">The addresses.</param>
    /// <param name="endpoints">Whose scripts hear of failed listeners.</param>
    /// <param name="certificates">What clients are shown.</param>
    /// <param name="handshakes">What decides the handshakes of new wires.</param>
    /// <param name="statusChanged">Told each step of the watchdog.</param>
    public Listening(
        RunContext run,
        IReadOnlyList<ListenOptions> listen,
        EndpointTable endpoints,
        ServedCertificates certificates,
        HandshakeTerms handshakes,
        Action<ServerStatus> statusChanged)
    {
        (_run, _certificates, _handshakes) = (run, certificates, handshakes);
        var options = run.Options;
        _listeners = new ListenerSet(options.IsHosted ? [] : listen, CreateListener, Accept);
        _watchdog = new Watchdog(
            options.Watchdog,
            _listeners,
            () => endpoints.Slots,
            () => endpoints.Routed.Select(endpoint => endpoint.Slots[0]),
            statusChanged,
            run.Clock,
            run.Loggers.CreateLogger<Watchdog>());
        if (options.Watchdog.Monitor.Enabled)
            _probe = new SelfProbe(options.Watchdog, _listeners, Shows, run.Clock, run.Loggers.CreateLogger<SelfProbe>());
    }

    /// <summary>The addresses as clients write them, with their real ports.</summary>
    public IReadOnlyList<Uri> Addresses => _listeners.Uris;

    /// <summary>Whether no listener is left.</summary>
    public bool IsDeaf => _listeners.NoneAlive;

    /// <summary>What to listen on to get the same ports again.</summary>
    public IReadOnlyList<ListenOptions> Again => _listeners.Again;

    /// <summary>Opens the listening socket of an address as a run does.</summary>
    /// <exception cref="ScriptWsException">It cannot be listened on.</exception>
    public static Socket OpenSocket(ListenOptions listen)
    {
        ArgumentNullException.ThrowIfNull(listen);
        try
        {
            var address = ListenAddress.Of(listen)
                ?? throw new ArgumentException($"{listen.Address} is not an address.", nameof(listen));
            return ListeningSocket.Open(new IPEndPoint(address, listen.Port), listen.Backlog);
        }
        catch (ListenException e)
        {
            throw new ScriptWsException(e.Message, e);
        }
    }

    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    public void Start()
    {
        _listeners.Start(_watchdog.OnDied);
        _probe?.Start();
        if (!_run.Options.IsHosted) Descriptors.LogLimit(_run.Log, _run.Options.Limits.MaxConnections);
    }

    /// <summary>The sink of a new wire: its opening handshake.</summary>
    public ITransportSink Accept(ITransport transport)
    {
        if (_probe?.TryTake(transport) is { } answer) return answer;

        var sink = ClientHandshake.Begin(transport, _handshakes.Current);
        _run.Totals.CountAccepted();
        return sink;
    }

    /// <summary>Stops accepting, for good; connections stay.</summary>
    public void Stop()
    {
        Dispose();
        _listeners.Stop();
    }

    /// <summary>Ends the listeners as if the system had closed their sockets.</summary>
    public void Kill() => _listeners.Kill();

    /// <summary>Ends the watchdog and the monitor; the listeners continue.</summary>
    public void Dispose()
    {
        _probe?.Dispose();
        _watchdog.Dispose();
    }

    private bool Shows(X509Certificate? certificate) => _certificates.Identity?.Shows(certificate) ?? false;

    private SocketListener CreateListener(ListenOptions listen) => new(
        new IPEndPoint(ListenAddress.Of(listen)!, listen.Port),
        listen.Backlog,
        _run.Clock,
        _run.Loggers.CreateLogger<SocketListener>(),
        listen.Tls ? () => _certificates.Identity! : null,
        () => _run.Hooks.SocketFor(listen))
    {
        KeepAlive = () => _run.Options.Heartbeat.TcpKeepAlive,
        Loop = _run.Hooks.NextLoop,
    };
}
