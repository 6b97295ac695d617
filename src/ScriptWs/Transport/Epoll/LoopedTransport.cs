using System.Net;
using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// A connection's wire on an <see cref="EventLoop"/>: the loop's thread reads into a buffer that all its connections share,
/// pushes the bytes, runs the turn and writes the answer. What the kernel does not take stays in the connection's own buffer.
/// </summary>
internal sealed class LoopedTransport(EpollSocket socket, ILogger? log = null) : ITransport, IReadiness
{
    /// <summary>Receives in a row before the loop sees to its other sockets.</summary>
    private const int MaxReceivesInARow = 16;

    private ReadGate _gate = ReadGate.Closed;

    public EndPoint? RemoteEndPoint => socket.RemoteEndPoint;

    public EndPoint? LocalEndPoint => socket.LocalEndPoint;

    public bool IsSecure => false;

    public TlsInformation? Tls => null;

    public IEventLoop? Loop => socket.Loop;

    public bool HasUnreadInput => socket.HasUnread;

    public long Unsent => socket.Unsent;

    public ITransportSink Sink { get; set; } = null!;

    /// <summary>Begins to read; <see cref="Sink"/> is set.</summary>
    public void Start()
    {
        _gate.Open();
        if (!socket.TryStart(this)) End();
    }

    public int Write(ReadOnlySpan<byte> bytes)
    {
        var sent = socket.Send(bytes);
        return sent == EpollSocket.Failed ? bytes.Length : sent; // the receiving half sees the same failure and reports it
    }

    public void CloseOutput() => socket.EndOutput();

    public void ResumeReading()
    {
        if (_gate.Resume()) socket.Loop.Post(this);
    }

    public void Abort()
    {
        socket.Reset();
        socket.Loop.Post(this);
    }

    public void OnReady(uint events, Span<byte> scratch)
    {
        if ((events & Libc.Writable) != 0 && socket.TakeWritable()) Sink.OnWritable();
        if ((events & (Libc.Readable | Libc.Ending)) != 0 && _gate.TryBegin()) Read(scratch, (events & Libc.Ending) != 0);
    }

    /// <summary>The connection cannot go on from somewhere in the middle, so it ends.</summary>
    public void OnBroken(Exception exception)
    {
        Background.Report(exception, "reading a connection", log);
        if (!_gate.TryEnd()) return;

        Background.Run(Sink.OnDisconnected, "ending a connection", log);
        socket.Reset();
        socket.Close();
    }

    /// <param name="scratch">Where it is read to.</param>
    /// <param name="wholly">Until the kernel says that there is nothing more; otherwise a short read says so.</param>
    private void Read(Span<byte> scratch, bool wholly)
    {
        for (var left = MaxReceivesInARow; left > 0; left--)
        {
            var count = socket.Receive(scratch);
            if (count is 0 or EpollSocket.Failed)
            {
                End();
                return;
            }

            if (count > 0 && !Sink.OnReceived(scratch[..count]))
            {
                if (_gate.TryPause()) return;
                wholly = true;
                continue;
            }

            if (count > 0 && (count == scratch.Length || wholly)) continue;
            if (_gate.TryFinish()) return;
            wholly = true;
        }

        _gate.Yield();
        socket.Loop.Post(this);
    }

    private void End()
    {
        _gate.TryEnd();
        Sink.OnDisconnected();
        socket.Close();
    }
}
