using System.Net.WebSockets;
using System.Text;

namespace ScriptWs.Fuzz.Wire;

/// <summary>A client that behaves, and must never notice that others do not.</summary>
internal sealed class Witness : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[100];
    private int _sent;

    public static async Task<Witness> ConnectAsync(Uri address)
    {
        var witness = new Witness();
        await witness._socket.ConnectAsync(address, CancellationToken.None).ConfigureAwait(false);
        return witness;
    }

    /// <exception cref="FuzzFailureException">It does not get its echo.</exception>
    public async Task EchoAsync(CancellationToken bound)
    {
        var text = $"message {++_sent}";
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, bound).ConfigureAwait(false);
            var received = await _socket.ReceiveAsync(_buffer, bound).ConfigureAwait(false);
            var echo = Encoding.UTF8.GetString(_buffer, 0, received.Count);
            if (echo != text) throw new FuzzFailureException($"another client sent \"{text}\" and got \"{echo}\"");
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            throw new FuzzFailureException($"another client got no echo: {e.Message}");
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
