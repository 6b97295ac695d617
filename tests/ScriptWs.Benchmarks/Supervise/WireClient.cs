using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Benchmarks.Supervise;

/// <summary>As little of a WebSocket client as is needed: short text messages, and errors as the socket tells them.</summary>
internal sealed class WireClient : IDisposable
{
    private const int ShortestLong = 126;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private WireClient(Socket socket) => (_socket, _stream) = (socket, new NetworkStream(socket, ownsSocket: true));

    /// <summary>The status code of the server's Close frame; 0 before it has come.</summary>
    public int CloseCode { get; private set; }

    public static async Task<WireClient> ConnectAsync(Uri address, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancel);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var client = new WireClient(socket);
        try
        {
            await client.OpenAsync(address, cancel);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <param name="text">At most 125 bytes.</param>
    /// <param name="cancel">Gives up.</param>
    public ValueTask SendAsync(string text, CancellationToken cancel) => SendAsync(0x81, Encoding.ASCII.GetBytes(text), cancel);

    /// <returns><c>null</c> when the server has closed; its Close frame is answered.</returns>
    /// <exception cref="IOException">It has closed without saying so.</exception>
    public async Task<string?> ReceiveAsync(CancellationToken cancel)
    {
        while (true)
        {
            var head = new byte[2];
            await _stream.ReadExactlyAsync(head, cancel);
            if (head[1] >= ShortestLong) throw new InvalidOperationException("The server sends a long frame; nobody asked for one.");
            var payload = new byte[head[1]];
            await _stream.ReadExactlyAsync(payload, cancel);
            if (head[0] == 0x81) return Encoding.ASCII.GetString(payload);
            if (head[0] != 0x88) continue;

            CloseCode = BinaryPrimitives.ReadUInt16BigEndian(payload);
            await SendAsync(0x88, payload.AsMemory(0, 2), cancel);
            return null;
        }
    }

    public void Dispose()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0); // tens of thousands come and go: none shall keep its port
        _stream.Dispose();
    }

    private ValueTask SendAsync(byte first, ReadOnlyMemory<byte> payload, CancellationToken cancel) =>
        // A mask of zeros is a mask.
        _stream.WriteAsync((byte[])[first, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload.Span], cancel);

    private async Task OpenAsync(Uri address, CancellationToken cancel)
    {
        var request = $"GET / HTTP/1.1\r\nHost: {address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancel);
        var answer = new StringBuilder();
        var one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await _stream.ReadExactlyAsync(one, cancel);
            answer.Append((char)one[0]);
        }

        if (!answer.ToString().StartsWith("HTTP/1.1 101", StringComparison.Ordinal)) throw new IOException(answer.ToString());
    }
}
