using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ScriptWs.Certificates;
using ScriptWs.Connections;

namespace ScriptWs.Transport;

/// <summary>
/// Listens on one address with a portable <see cref="Socket"/>, its own or one that it is given; with an identity its clients
/// speak TLS.
/// </summary>
internal sealed class SocketListener(
    IPEndPoint address, int backlog, TimeProvider clock, ILogger<SocketListener> log, Func<ServerIdentity>? identity = null, Func<Socket?>? open = null) : IListener
{
    /// <summary>How long accepting rests when the system is out of descriptors: clients wait in the backlog meanwhile.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>After this time without descriptors the listener counts as dead.</summary>
    private static readonly TimeSpan MaxExhaustion = TimeSpan.FromMinutes(1);

    /// <summary>After so many failures in a row they are not the clients' affair any more.</summary>
    private const int MaxFailures = 1000;

    /// <summary>Seconds between the operating system's probes of a silent connection, and how many stay unanswered before it counts as dead.</summary>
    private const int ProbeInterval = 5, MaxProbes = 3;

    private readonly Lock _gate = new();
    private Func<ITransport, ITransportSink> _accept = null!;
    private Socket? _socket;
    private ITimer? _rest;
    private Action<string> _died = null!;
    private ListenerState _state;
    private long? _exhaustedSince;
    private int _failures;

    public EndPoint LocalEndPoint { get; private set; } = address;

    /// <summary>Silence after which the system probes a new connection; zero for never.</summary>
    public Func<TimeSpan>? KeepAlive { get; init; }

    /// <summary>Where the next connection lives; <c>null</c> leaves it to .NET's own sockets.</summary>
    public Func<EventLoop?> Loop { private get; init; } = EventLoops.Next;

    public void Start(Func<ITransport, ITransportSink> accept, Action<string> died)
    {
        (_accept, _died) = (accept, died);
        var socket = open?.Invoke() is { } given ? ListeningSocket.TakeOver(given, address, backlog) : ListeningSocket.Open(address, backlog);
        _socket = socket;
        LocalEndPoint = socket.LocalEndPoint!;
        var args = new AcceptArgs(this);
        ThreadPool.UnsafeQueueUserWorkItem(static args => args.Listener.AcceptLoop(args), args, preferLocal: false);
    }

    public void Stop()
    {
        lock (_gate)
        {
            if (_state == ListenerState.Alive) _state = ListenerState.Stopped;
            _socket?.Dispose();
            _rest?.Dispose();
        }
    }

    public void Kill(string cause) => Die(cause);

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private void AcceptLoop(AcceptArgs args)
    {
        try
        {
            while (!_socket!.AcceptAsync(args))
            {
                if (!TakeAccepted(args)) return;
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            Die("its socket was closed");
        }
    }

    /// <returns>Whether to accept again now.</returns>
    private bool TakeAccepted(AcceptArgs args)
    {
        var (error, accepted) = (args.SocketError, args.AcceptSocket);
        args.AcceptSocket = null;
        switch (error)
        {
            case SocketError.Success:
                (_exhaustedSince, _failures) = (null, 0);
                Begin(accepted!);
                return true;
            case SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket or SocketError.Shutdown:
                Die("its socket was closed");
                return false;
            case SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.ProcessLimit:
                RestAndGoOn(args);
                return false;
            default:
                // The client was gone before it was accepted (ECONNABORTED and its kin): that is its affair.
                accepted?.Dispose();
                if (++_failures < MaxFailures) return true;
                Die($"accepting failed {MaxFailures} times in a row ({error})");
                return false;
        }
    }

    private void Begin(Socket accepted)
    {
        try
        {
            accepted.NoDelay = true;
            if (KeepAlive?.Invoke() is { Ticks: > 0 } silence) ProbeAfter(accepted, silence);
            var loop = Loop();
            if (identity is not null)
            {
                var encrypted = new TlsTransport(loop is null ? new PortableWire(accepted) : new LoopedWire(accepted, loop), identity(), log);
                encrypted.Sink = _accept(encrypted);
                encrypted.Start();
            }
            else if (loop is not null)
            {
                var looped = new LoopedTransport(accepted, loop);
                looped.Sink = _accept(looped);
                looped.Start();
            }
            else
            {
                var portable = new SocketTransport(accepted);
                portable.Sink = _accept(portable);
                portable.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One whose descriptor was taken out of it has nothing to dispose, and would wait for it without end.
            if (!accepted.SafeHandle.IsClosed) accepted.Dispose();
        }
    }

    private static void ProbeAfter(Socket socket, TimeSpan silence)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)silence.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeInterval);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, MaxProbes);
    }

    private void RestAndGoOn(AcceptArgs args)
    {
        if (_exhaustedSince is null) Log.OutOfDescriptors(log, LocalEndPoint, Rest.TotalSeconds);
        _exhaustedSince ??= clock.GetTimestamp();
        if (clock.GetElapsedTime(_exhaustedSince.Value) > MaxExhaustion)
        {
            Die($"it had no file descriptors for {MaxExhaustion.TotalSeconds:0} s");
            return;
        }

        lock (_gate)
        {
            _rest?.Dispose();
            _rest = clock.CreateTimer(static a => ((AcceptArgs)a!).Listener.AcceptLoop((AcceptArgs)a), args, Rest, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends it, and tells so unless it was stopped or is dead already.</summary>
    private void Die(string cause)
    {
        lock (_gate)
        {
            if (_state != ListenerState.Alive) return;
            _state = ListenerState.Dead;
            _socket?.Dispose();
            _rest?.Dispose();
        }

        _died($"{LocalEndPoint}: {cause}");
    }

    private enum ListenerState
    {
        Alive,
        Stopped,
        Dead,
    }

    private sealed class AcceptArgs(SocketListener listener) : SocketAsyncEventArgs(SocketTransport.SuppressContext)
    {
        public SocketListener Listener { get; } = listener;

        protected override void OnCompleted(SocketAsyncEventArgs e)
        {
            if (Listener.TakeAccepted(this)) Listener.AcceptLoop(this);
        }
    }
}
