using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// A socket on an <see cref="EventLoop"/>: who waits for it goes on inside the loop's call, on its thread, and takes what the thread has
/// read into its buffer. One call to the kernel reads it all, and nothing waits in memory of the connection.
/// </summary>
internal sealed class LoopedWire(EpollSocket socket, ILogger? log = null) : ISocketWire, IReadiness
{
    private readonly ReadySignal _readable = new();
    private readonly ReadySignal _writable = new();
    private readonly ArrivedBytes _arrived = new();

    /// <summary>What the last receive said when it was no count; the kernel tells a failure once only.</summary>
    private int _end = EpollSocket.WouldBlock;

    /// <summary>Whether the kernel has nothing but what the loop will tell of.</summary>
    private bool _isDrained;

    public EndPoint? RemoteEndPoint => socket.RemoteEndPoint;

    public EndPoint? LocalEndPoint => socket.LocalEndPoint;

    public IEventLoop? Loop => socket.Loop;

    public bool HasUnread => !_arrived.IsEmpty || socket.HasUnread;

    public long Unsent => socket.Unsent;

    public bool TryStart() => socket.TryStart(this);

    public ValueTask<int> WaitAsync()
    {
        if (!_arrived.IsEmpty || _end != EpollSocket.WouldBlock) return new ValueTask<int>(0);

        if (!_isDrained) socket.Loop.Post(this); // which reads on there
        _isDrained = false;
        return _readable.WaitAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        while (true)
        {
            var taken = _arrived.Take(buffer.Span);
            if (taken > 0) return taken;
            if (_end == EpollSocket.WouldBlock && !_isDrained) Note(taken = socket.Receive(buffer.Span), isAll: false);
            if (taken > 0) return taken;
            if (_end != EpollSocket.WouldBlock) return _end == EpollSocket.Failed ? throw Gone() : 0;

            _isDrained = false;
            await _readable.WaitAsync().ConfigureAwait(false);
        }
    }

    public int Send(ReadOnlySpan<byte> bytes)
    {
        var sent = socket.Send(bytes);
        return sent == EpollSocket.Failed ? throw Gone() : sent;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (true)
        {
            bytes = bytes[Send(bytes.Span)..];
            if (bytes.IsEmpty) return;
            await _writable.WaitAsync().ConfigureAwait(false);
        }
    }

    public void EndOutput() => socket.EndOutput();

    public void Reset()
    {
        socket.Reset();
        socket.Loop.Post(this);
    }

    public void Close()
    {
        socket.Close();
        _arrived.Clear();
        _writable.Set(); // it is told that the client is gone
    }

    public void OnReady(uint events, Span<byte> scratch)
    {
        if ((events & Libc.Writable) != 0 && socket.TakeWritable()) _writable.Set();
        if ((events & (Libc.Readable | Libc.Ending)) != 0 && _readable.TryClaim()) Read(scratch, (events & Libc.Ending) != 0);
    }

    /// <summary>Waiting calls fail, because the connection has ended.</summary>
    public void OnBroken(Exception exception)
    {
        Background.Report(exception, "reading a TLS connection", log);
        Reset();
    }

    /// <summary>For the one that waits, which has taken everything that came before.</summary>
    /// <param name="scratch">Where it is read to.</param>
    /// <param name="isEnding">Whether the end may come behind it; otherwise a short read says that there is nothing more.</param>
    private void Read(Span<byte> scratch, bool isEnding)
    {
        var count = socket.Receive(scratch);
        if (count == EpollSocket.WouldBlock)
        {
            _readable.Unclaim();
            return;
        }

        Note(count, isAll: count < scratch.Length && !isEnding);
        if (count > 0) _arrived.Fill(scratch[..count]);
        _readable.Complete();
        _arrived.Keep();
    }

    private void Note(int count, bool isAll)
    {
        if (count is 0 or EpollSocket.Failed) _end = count;
        _isDrained = isAll || count == EpollSocket.WouldBlock;
    }

    private static IOException Gone() => new("The client is gone.");
}
