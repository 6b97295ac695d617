using System.Net;
using System.Net.Sockets;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// A connection's wire on a portable <see cref="Socket"/>. Receiving is this object itself (no callback objects); with
/// inline completions the thread that saw the bytes arrive pushes them, runs the turn and writes the answer.
/// </summary>
internal sealed class SocketTransport : SocketAsyncEventArgs, ITransport, IThreadPoolWorkItem
{
    /// <summary>What an idle connection keeps for receiving; one that sends more at once is read through the thread's scratch.</summary>
    private const int IdleBuffer = 512;

    private const int ScratchSize = 64 * 1024;

    /// <summary>Receives that may complete at once before this thread sees to its other sockets.</summary>
    private const int MaxReceivesInARow = 16;

    [ThreadStatic]
    private static byte[]? t_scratch;

    private readonly Socket _socket;
    private readonly SocketOutput _output;
    private ReadGate _gate;
    private int _disposed;

    public SocketTransport(Socket socket)
        : base(SocketOutput.SuppressContext)
    {
        _socket = socket;
        socket.Blocking = false;
        _output = new SocketOutput(socket, this);
        RemoteEndPoint = socket.RemoteEndPoint;
        SetBuffer(new byte[IdleBuffer]);
    }

    public new EndPoint? RemoteEndPoint { get; }

    public EndPoint? LocalEndPoint
    {
        get
        {
            try
            {
                return _socket.LocalEndPoint;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }
    }

    public bool IsSecure => false;

    public TlsInformation? Tls => null;

    public bool HasUnreadInput
    {
        get
        {
            try
            {
                return _socket.Available > 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Of the system's own buffer .NET does not tell.</summary>
    public long Unsent => Volatile.Read(ref _disposed) == 0 ? _output.Unsent : 0;

    public ITransportSink Sink { get; set; } = null!;

    /// <summary>Begins to read; <see cref="Sink"/> is set.</summary>
    public void Start() => Receive();

    public int Write(ReadOnlySpan<byte> bytes) => _output.Write(bytes);

    public void CloseOutput() => _output.Complete();

    public void ResumeReading()
    {
        if (_gate.Resume()) Receive();
    }

    public void Abort()
    {
        // Linger 0: the kernel forgets what was not sent and tells the client by a reset.
        if (Volatile.Read(ref _disposed) == 0) _output.Abort();
    }

    /// <summary>Goes on after <see cref="MaxReceivesInARow"/>.</summary>
    void IThreadPoolWorkItem.Execute() => Receive();

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        try
        {
            if (OnReceived()) ReceiveAll();
        }
        catch (Exception exception)
        {
            EndBroken(exception);
        }
    }

    private void Receive()
    {
        try
        {
            ReceiveAll();
        }
        catch (Exception e)
        {
            EndBroken(e);
        }
    }

    /// <summary>The connection cannot go on from somewhere in the middle, so it ends.</summary>
    private void EndBroken(Exception exception)
    {
        Background.Report(exception, "reading a connection", null);
        Background.Run(End, "ending a connection", null);
        _socket.Dispose();
    }

    private void ReceiveAll()
    {
        for (var count = 0; count < MaxReceivesInARow; count++)
        {
            try
            {
                if (_socket.ReceiveAsync(this)) return;
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException)
            {
                End();
                return;
            }

            if (!OnReceived()) return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <returns>Whether to receive again.</returns>
    private bool OnReceived()
    {
        var count = BytesTransferred;
        if (SocketError != SocketError.Success || count == 0)
        {
            End();
            return false;
        }

        return count < IdleBuffer ? Push(MemoryBuffer.Span[..count]) : PushThroughScratch();
    }

    /// <summary>More than the idle buffer is waiting: takes it in few large pieces, so that it is one batch.</summary>
    private bool PushThroughScratch()
    {
        var scratch = t_scratch ?? new byte[ScratchSize];
        t_scratch = null; // a push may read another connection on this thread
        try
        {
            MemoryBuffer.Span.CopyTo(scratch);
            for (var filled = IdleBuffer; ; filled = 0)
            {
                var count = _socket.Receive(scratch.AsSpan(filled), SocketFlags.None, out var error);
                var ended = error is not (SocketError.Success or SocketError.WouldBlock) || (error == SocketError.Success && count == 0);
                filled += error == SocketError.Success ? count : 0;

                if (filled > 0 && !Push(scratch.AsSpan(0, filled))) return false;
                if (ended)
                {
                    End();
                    return false;
                }

                if (filled < ScratchSize) return true;
            }
        }
        catch (ObjectDisposedException)
        {
            End();
            return false;
        }
        finally
        {
            t_scratch = scratch;
        }
    }

    /// <returns>Whether to receive again; if not, <see cref="ResumeReading"/> does.</returns>
    private bool Push(Span<byte> bytes) => Sink.OnReceived(bytes) || !_gate.TryPause();

    private void End()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;

        Sink.OnDisconnected();
        _output.Dispose();
        Dispose();
        Descriptors.Released();
    }
}
