using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Client;

/// <summary>One WebSocket from the client's end. Unlike the platform's it shows Pings and Pongs.</summary>
internal sealed class WebSocketClient : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly MessageInput _input;
    private readonly SemaphoreSlim _sending = new(1, 1);

    private WebSocketClient(OpenedStream opened) =>
        (_stream, _input, Subprotocol) = (opened.Stream, new MessageInput(opened.Input), opened.Subprotocol);

    /// <summary>What the server chose, or <c>null</c>.</summary>
    public string? Subprotocol { get; }

    /// <summary>Connects and does the opening handshake.</summary>
    /// <exception cref="ClientException">It did not come about.</exception>
    public static async Task<WebSocketClient> ConnectAsync(ClientOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var opened = await OpenedStream.OpenAsync(options, clock, cancellationToken);
        return new WebSocketClient(opened);
    }

    /// <summary>Sends one whole message or a control frame.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task SendAsync(Opcode opcode, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var frame = ClientFrames.Encode(opcode, payload.Span);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _stream.WriteAsync(frame, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <returns>The next message or control frame; <c>null</c> when the connection ended.</returns>
    /// <exception cref="ClientException">The server broke the protocol.</exception>
    public async Task<Received?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _input.ReceiveAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The input keeps its buffers: a read that is under way may still use them.
        await _stream.DisposeAsync();
        _sending.Dispose();
    }
}
