using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ScriptWs.Connections;

namespace ScriptWs.Transport;

/// <summary>.NET's own socket, on every system.</summary>
internal sealed class PortableWire : ISocketWire
{
    /// <summary>What an idle connection keeps for receiving, as one without TLS does.</summary>
    private const int IdleBuffer = 512;

    private readonly Socket _socket;
    private byte[]? _idle;
    private int _start;
    private int _end;

    public PortableWire(Socket socket)
    {
        _socket = socket;
        socket.Blocking = false;
        (RemoteEndPoint, LocalEndPoint) = (socket.RemoteEndPoint, socket.LocalEndPoint);
    }

    public EndPoint? RemoteEndPoint { get; }

    public EndPoint? LocalEndPoint { get; }

    public IEventLoop? Loop => null;

    public bool HasUnread
    {
        get
        {
            try
            {
                return _socket.Available > 0;
            }
            catch (Exception e) when (IsGone(e))
            {
                return false;
            }
        }
    }

    /// <summary>.NET does not tell.</summary>
    public long Unsent => 0;

    public bool TryStart() => true;

    /// <summary>Waits for the first bytes, in a buffer of its own: asking the kernel twice costs more than copying.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> WaitAsync()
    {
        if (_start == _end) (_start, _end) = (0, await ReceiveFromSocketAsync(_idle ??= new byte[IdleBuffer]).ConfigureAwait(false));
        return 0;
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        if (_start == _end) return ReceiveFromSocketAsync(buffer);

        var count = Math.Min(buffer.Length, _end - _start);
        _idle.AsSpan(_start, count).CopyTo(buffer.Span);
        _start += count;
        if (_end < IdleBuffer || count == buffer.Length || _start < _end) return new ValueTask<int>(count);

        // More has come than the idle buffer holds. An end or a failure is met again by the next call.
        var more = _socket.Receive(buffer.Span[count..], SocketFlags.None, out var error);
        return new ValueTask<int>(error == SocketError.Success ? count + more : count);
    }

    public int Send(ReadOnlySpan<byte> bytes)
    {
        var sent = _socket.Send(bytes, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success => sent,
            SocketError.WouldBlock => 0,
            _ => throw new IOException("The client is gone.", new SocketException((int)error)),
        };
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty) bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
        }
        catch (Exception e) when (IsGone(e))
        {
            throw new IOException(e.Message, e);
        }
    }

    public void EndOutput()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (IsGone(e))
        {
            // The client was faster.
        }
    }

    public void Reset()
    {
        try
        {
            // Linger 0: the kernel forgets what was not sent and tells the client by a reset.
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (IsGone(e))
        {
            // It is gone already.
        }

        Close();
    }

    public void Close()
    {
        _socket.Dispose();
        Descriptors.Released();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveFromSocketAsync(Memory<byte> buffer)
    {
        try
        {
            return await _socket.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsGone(e))
        {
            throw new IOException(e.Message, e);
        }
    }

    private static bool IsGone(Exception e) => e is SocketException or ObjectDisposedException;
}
