using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ScriptWs.Tests.Cli;

/// <summary>A server of hand-written bytes for one client.</summary>
internal sealed class RawServer(X509Certificate2? certificate = null) : IDisposable
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly TcpListener _listener = Started();
    private Stream _client = null!;

    public string Url => $"{(certificate is null ? "ws" : "wss")}://127.0.0.1:{Port}/";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Takes the client and reads its request, up to the empty line.</summary>
    public async Task<string> AcceptAsync()
    {
        await AcceptRawAsync();
        if (certificate is not null)
        {
            var secure = new SslStream(_client);
            _client = secure;
            await secure.AuthenticateAsServerAsync(certificate).WaitAsync(Bound);
        }

        var request = new StringBuilder();
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) request.Append((char)(await ReadAsync(1))[0]);
        return request.ToString();
    }

    /// <summary>Takes the client, and reads nothing.</summary>
    public async Task AcceptRawAsync()
    {
        var socket = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Bound);
        _client = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Takes the client and does the opening handshake as a server must.</summary>
    /// <returns>The request.</returns>
    public async Task<string> OpenAsync(string moreHeaders = "")
    {
        var request = await AcceptAsync();
        await SendAsync($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {AcceptOf(request)}\r\n{moreHeaders}\r\n");
        return request;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(params byte[] bytes) => await _client.WriteAsync(bytes, TestContext.Current.CancellationToken).AsTask().WaitAsync(Bound);

    /// <summary>The next frame of the client, its mask removed.</summary>
    public async Task<(byte First, byte[] Payload)> ReceiveAsync()
    {
        var header = await ReadAsync(2);
        Assert.Equal(0x80, header[1] & 0x80);
        var length = header[1] & 0x7F;
        if (length == 126)
        {
            var extended = await ReadAsync(2);
            length = (extended[0] << 8) | extended[1];
        }

        var mask = await ReadAsync(4);
        var payload = await ReadAsync(length);
        for (var i = 0; i < payload.Length; i++) payload[i] ^= mask[i & 3];
        return (header[0], payload);
    }

    /// <summary>Ends the connection without a word.</summary>
    public void HangUp() => _client.Dispose();

    public void Dispose()
    {
        _client?.Dispose();
        _listener.Dispose();
    }

    private static TcpListener Started()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "RFC 6455 §4.2.2 asks for SHA-1.")]
    private static string AcceptOf(string request)
    {
        var key = request.Split("Sec-WebSocket-Key: ")[1].Split("\r\n")[0];
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _client.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken).AsTask().WaitAsync(Bound);
        return bytes;
    }
}
