using System.Net.WebSockets;
using System.Text;

namespace ScriptWs.Tests;

/// <summary>.NET's <see cref="ClientWebSocket"/>, a message at a time, with a bound on every wait.</summary>
internal sealed class DotNetClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private DotNetClient() => _bound.CancelAfter(Patience.Limit);

    public WebSocketState State => _socket.State;

    public string? Subprotocol => _socket.SubProtocol;

    public (int? Code, string? Reason) Close => ((int?)_socket.CloseStatus, _socket.CloseStatusDescription);

    public static async Task<DotNetClient> ConnectAsync(Uri address, Action<ClientWebSocketOptions>? configure = null)
    {
        var client = new DotNetClient();
        configure?.Invoke(client._socket.Options);
        await client._socket.ConnectAsync(address, client._bound.Token);
        return client;
    }

    public Task SendAsync(string text, bool endOfMessage = true) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage, _bound.Token);

    public Task SendAsync(byte[] bytes, bool endOfMessage = true) =>
        _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage, _bound.Token);

    public async Task<string> ReceiveTextAsync() => Encoding.UTF8.GetString(await ReceiveAsync(WebSocketMessageType.Text));

    public Task<byte[]> ReceiveBytesAsync() => ReceiveAsync(WebSocketMessageType.Binary);

    /// <summary>Waits for the server's Close frame and answers it.</summary>
    public async Task ReceiveCloseAsync()
    {
        await ReceiveAsync(WebSocketMessageType.Close);
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _bound.Token);
    }

    public Task CloseAsync(WebSocketCloseStatus code, string reason) => _socket.CloseAsync(code, reason, _bound.Token);

    public void Abort() => _socket.Abort();

    public void Dispose()
    {
        _socket.Dispose();
        _bound.Dispose();
    }

    private async Task<byte[]> ReceiveAsync(WebSocketMessageType expected)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(), _bound.Token);
            Assert.Equal(expected, received.MessageType);
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                return message.ToArray();
        }
    }
}
