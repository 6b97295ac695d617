using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ScriptWs.Certificates;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// Listens on one address with a socket of its own or one that it is given, on an event loop where there are any; with
/// an identity its clients speak TLS.
/// </summary>
internal sealed class SocketListener(
    IPEndPoint address,
    int backlog,
    TimeProvider clock,
    ILogger<SocketListener> log,
    Func<ServerIdentity>? identity = null,
    Func<Socket?>? open = null) : IListener, INewcomers
{
    /// <summary>How long accepting rests when the system is out of descriptors: clients wait in the backlog meanwhile.</summary>
    private static readonly TimeSpan RestTime = TimeSpan.FromSeconds(1);

    /// <summary>After this time without descriptors the listener counts as dead.</summary>
    private static readonly TimeSpan MaxExhaustion = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    /// <summary>Failures in a row after which the clients are not the cause.</summary>
    private const int MaxFailures = 1000;

    /// <summary>Seconds between the operating system's probes of a silent connection, and how many stay unanswered before it counts as dead.</summary>
    private const int ProbeInterval = 5, MaxProbes = 3;

    private readonly Lock _lock = new();
    private Func<ITransport, ITransportSink> _accept = null!;
    private IAcceptor? _acceptor;
    private ITimer? _rest;
    private Action<string> _died = null!;
    private ListenerState _state;
    private long? _exhaustedSince;
    private int _failures;
    private long? _warnedAt;
    private volatile bool _isResting;

    public EndPoint LocalEndPoint { get; private set; } = address;

    public bool IsResting => _isResting;

    /// <summary>Silence after which the system probes a new connection; zero for never.</summary>
    public Func<TimeSpan>? KeepAlive { get; init; }

    /// <summary>Where the next connection lives; <c>null</c> leaves all of them to .NET's own sockets.</summary>
    public Func<EventLoop?> Loop { private get; init; } = EventLoops.Next;

    private TimeSpan Silence => KeepAlive?.Invoke() ?? TimeSpan.Zero;

    public void Start(Func<ITransport, ITransportSink> accept, Action<string> died)
    {
        (_accept, _died) = (accept, died);
        if (Descriptors.Next is var used && used >= Descriptors.ForClients) throw new ListenException(ExplainNoRoom(used));
        var socket = open?.Invoke() is { } given ? ListeningSocket.TakeOver(given, address, backlog) : ListeningSocket.Open(address, backlog);
        LocalEndPoint = socket.LocalEndPoint!;
        _acceptor = Loop() is { } loop ? new LoopedAcceptor(socket, loop, this) : new PortableAcceptor(socket, this);
        _acceptor.Accept();
    }

    public void Stop()
    {
        lock (_lock)
        {
            if (_state == ListenerState.Alive) _state = ListenerState.Stopped;
            _acceptor?.Stop();
            _rest?.Dispose();
        }
    }

    public void Kill(string cause) => Die(cause);

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    public void Begin(Socket accepted)
    {
        Succeeded();
        try
        {
            accepted.NoDelay = true;
            if (Silence is { Ticks: > 0 } silence) ProbeAfter(accepted, silence);
            if (identity is not null)
            {
                BeginTls(new PortableWire(accepted), identity());
                return;
            }

            var transport = new SocketTransport(accepted);
            transport.Sink = _accept(transport);
            transport.Start();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            accepted.Dispose();
        }
    }

    public void Begin(int descriptor, IPEndPoint remote)
    {
        Succeeded();
        if (Silence is { Ticks: > 0 } silence) _ = Libc.SetKeepAlive(descriptor, (int)silence.TotalSeconds, ProbeInterval, MaxProbes);
        var socket = new EpollSocket(descriptor, remote, Loop()!);
        if (identity is not null)
        {
            BeginTls(new LoopedWire(socket, log), identity());
            return;
        }

        var transport = new LoopedTransport(socket, log);
        transport.Sink = _accept(transport);
        transport.Start();
    }

    private void BeginTls(ISocketWire wire, ServerIdentity shown)
    {
        var transport = new TlsTransport(wire, shown, log);
        transport.Sink = _accept(transport);
        transport.Start();
    }

    public bool MayFailAgain(string error)
    {
        if (++_failures < MaxFailures) return true;

        Die($"accepting failed {MaxFailures} times in a row ({error})");
        return false;
    }

    public bool MayAccept()
    {
        if (!_isResting) return true;
        if (_exhaustedSince is null && !Descriptors.HasRoom)
        {
            RestForRoom();
            return false;
        }

        _isResting = false;
        return true;
    }

    public void RestForRoom()
    {
        if (_warnedAt is not { } last || clock.GetElapsedTime(last) >= BetweenWarnings)
        {
            _warnedAt = clock.GetTimestamp();
            var limit = Descriptors.Limit ?? 0;
            Log.NoRoomForClients(log, LocalEndPoint, limit, Descriptors.ReserveOf(limit));
        }

        BeginRest();
        Descriptors.WaitForRoom(_acceptor!);
        // One may have left before anybody waited.
        if (Descriptors.HasRoom) Descriptors.Released();
    }

    public void ReportBroken(Exception exception) => Background.Report(exception, "accepting", log);

    public void Rest()
    {
        if (_exhaustedSince is null) Log.OutOfDescriptors(log, LocalEndPoint, RestTime.TotalSeconds);
        _exhaustedSince ??= clock.GetTimestamp();
        if (clock.GetElapsedTime(_exhaustedSince.Value) > MaxExhaustion)
        {
            Die($"it had no file descriptors for {MaxExhaustion.TotalSeconds:0} s");
            return;
        }

        BeginRest();
    }

    private void BeginRest()
    {
        lock (_lock)
        {
            _isResting = true;
            _rest?.Dispose();
            if (_state == ListenerState.Alive) _rest = clock.Timer("accepting again", _acceptor!.Accept, RestTime, Timeout.InfiniteTimeSpan, log);
        }
    }

    private static string ExplainNoRoom(int used) =>
        $"the process may open {Descriptors.Limit} files, and {used} of them are in use before the first client; " +
        "raise the limit with \"ulimit -n\", or LimitNOFILE= in a systemd unit.";

    public void SocketClosed() => Die("its socket was closed");

    /// <summary>Ends it, and tells so unless it was stopped or is dead already.</summary>
    public void Die(string cause)
    {
        lock (_lock)
        {
            if (_state != ListenerState.Alive) return;
            _state = ListenerState.Dead;
            _acceptor?.Stop();
            _rest?.Dispose();
        }

        _died($"{LocalEndPoint}: {cause}");
    }

    private void Succeeded() => (_exhaustedSince, _failures) = (null, 0);

    private static void ProbeAfter(Socket socket, TimeSpan silence)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)silence.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeInterval);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, MaxProbes);
    }

    private enum ListenerState
    {
        Alive,
        Stopped,
        Dead,
    }
}
