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

    private int _reading = State.Paused;

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
        Interlocked.And(ref _reading, ~State.Paused);
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
        while (true)
        {
            var state = Volatile.Read(ref _reading);
            var next = (state & State.Paused) != 0 ? state & ~State.Paused : state | State.ResumeAsked;
            if (Interlocked.CompareExchange(ref _reading, next, state) != state) continue;
            if ((state & State.Paused) != 0) socket.Loop.Post(this);
            return;
        }
    }

    public void Abort()
    {
        socket.Reset();
        socket.Loop.Post(this);
    }

    public void OnReady(uint events, Span<byte> scratch)
    {
        if ((events & Libc.Writable) != 0 && socket.TakeWritable()) Sink.OnWritable();
        if ((events & (Libc.Readable | Libc.Ending)) != 0 && TryBegin()) Read(scratch, (events & Libc.Ending) != 0);
    }

    /// <summary>The connection cannot go on from somewhere in the middle, so it ends.</summary>
    public void OnBroken(Exception exception)
    {
        Background.Report(exception, "reading a connection", log);
        if ((Interlocked.Or(ref _reading, State.Over) & State.Over) != 0) return;

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
                if (TryPause()) return;
                wholly = true;
                continue;
            }

            if (count > 0 && (count == scratch.Length || wholly)) continue;
            if (TryFinish()) return;
            wholly = true;
        }

        Interlocked.And(ref _reading, ~(State.Busy | State.Missed));
        socket.Loop.Post(this);
    }

    /// <returns><c>false</c> when somebody reads, who will read again, or the sink wants nothing.</returns>
    private bool TryBegin()
    {
        while (true)
        {
            var state = Volatile.Read(ref _reading);
            if ((state & (State.Paused | State.Over)) != 0) return false;

            var next = state | ((state & State.Busy) != 0 ? State.Missed : State.Busy);
            if (Interlocked.CompareExchange(ref _reading, next, state) == state) return (state & State.Busy) == 0;
        }
    }

    /// <returns><c>false</c> when another thread was told meanwhile that there is more.</returns>
    private bool TryFinish()
    {
        while (true)
        {
            var state = Volatile.Read(ref _reading);
            var missed = (state & State.Missed) != 0;
            if (Interlocked.CompareExchange(ref _reading, state & ~(missed ? State.Missed : State.Busy), state) == state) return !missed;
        }
    }

    /// <summary>The sink wants nothing more for now.</summary>
    /// <returns><c>false</c> when it has changed its mind before its "no" has arrived here.</returns>
    private bool TryPause()
    {
        while (true)
        {
            var state = Volatile.Read(ref _reading);
            var resumed = (state & State.ResumeAsked) != 0;
            var next = resumed ? state & ~State.ResumeAsked : (state & ~(State.Busy | State.Missed)) | State.Paused;
            if (Interlocked.CompareExchange(ref _reading, next, state) == state) return !resumed;
        }
    }

    private void End()
    {
        Interlocked.Or(ref _reading, State.Over);
        Sink.OnDisconnected();
        socket.Close();
    }

    /// <summary>Where reading stands; a set of these.</summary>
    private static class State
    {
        /// <summary>A thread reads, or is in the sink.</summary>
        public const int Busy = 1;

        /// <summary>Meanwhile another thread was told that there is more.</summary>
        public const int Missed = 2;

        public const int Paused = 4;

        /// <summary>The sink asked to go on before its "no" had arrived here.</summary>
        public const int ResumeAsked = 8;

        public const int Over = 16;
    }
}
