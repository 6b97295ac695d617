using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>A socket on an <see cref="EventLoop"/>: who waits for it goes on inside the loop's call, on its thread.</summary>
internal sealed class LoopedWire(EpollSocket socket, ILogger? log = null) : ISocketWire, IReadiness
{
    private readonly ReadySignal _readable = new();
    private readonly ReadySignal _writable = new();

    public EndPoint? RemoteEndPoint => socket.RemoteEndPoint;

    public EndPoint? LocalEndPoint => socket.LocalEndPoint;

    public IEventLoop? Loop => socket.Loop;

    public bool HasUnread => socket.HasUnread;

    public long Unsent => socket.Unsent;

    public bool TryStart() => socket.TryStart(this);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        while (true)
        {
            var count = socket.Receive(buffer.Span);
            if (count >= 0) return count;
            if (count == EpollSocket.Failed) throw Gone();
            await _readable.WaitAsync().ConfigureAwait(false);
        }
    }

    public int Receive(Span<byte> buffer) => Math.Max(socket.Receive(buffer), 0);

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
        _writable.Set(); // it is told that the client is gone
    }

    public void OnReady(uint events, Span<byte> scratch)
    {
        if ((events & Libc.Writable) != 0 && socket.TakeWritable()) _writable.Set();
        if ((events & (Libc.Readable | Libc.Ending)) != 0) _readable.Set();
    }

    /// <summary>Waiting calls fail, because the connection has ended.</summary>
    public void OnBroken(Exception exception)
    {
        Background.Report(exception, "reading a TLS connection", log);
        Reset();
    }

    private static IOException Gone() => new("The client is gone.");
}
