using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ScriptWs.Connections;

namespace ScriptWs.Transport;

/// <summary>.NET's own socket, on every system.</summary>
internal sealed class PortableWire : ISocketWire
{
    private readonly Socket _socket;

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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
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

    public int Receive(Span<byte> buffer)
    {
        var count = _socket.Receive(buffer, SocketFlags.None, out var error);
        return error == SocketError.Success ? count : 0;
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

    private static bool IsGone(Exception e) => e is SocketException or ObjectDisposedException;
}
