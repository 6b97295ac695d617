using System.Net.Sockets;
using System.Text;
using ScriptWs.Client;
using ScriptWs.Protocol;
using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing;

/// <summary>
/// The far end of one WebSocket, well behaved until it is told otherwise: it answers Pings and Close frames by itself,
/// keeps what it received, and can send any bytes at all.
/// </summary>
public sealed class TestClient : IAsyncDisposable
{
    /// <summary>How long anything that must come may take, in real time. Never waited for when things are well.</summary>
    internal static readonly TimeSpan Patience = WaitBounds.Event;

    private readonly ClientWire _wire;
    private readonly ClientInbox _inbox;
    private readonly TimeProvider _clock;
    private readonly WireTrace _trace;
    private volatile bool _sentClose;
    private Task _answered = Task.CompletedTask;

    private TestClient(string name, ClientWire wire, WireTrace trace, TimeProvider clock) =>
        (Name, _wire, _inbox, _trace, _clock) = (name, wire, new ClientInbox(name), trace, clock);

    /// <summary>The name that the scenario gave it.</summary>
    public string Name { get; }

    /// <summary>The status of the answer to its opening handshake: 101 when it has a WebSocket.</summary>
    public int Status { get; private set; }

    /// <summary>The header fields of that answer by their names in lower case; repeated ones are joined with <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    /// <summary>The body of an answer that refused; empty otherwise.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The subprotocol that the server chose; <c>null</c> when there is none.</summary>
    public string? Subprotocol => Headers.GetValueOrDefault("sec-websocket-protocol");

    /// <summary>Its TLS, if it speaks any.</summary>
    internal TlsSession? Tls { get; private init; }

    /// <summary>Its end of the wire.</summary>
    internal ClientWire Wire => _wire;

    /// <summary>What came and was not taken yet.</summary>
    internal ClientInbox Inbox => _inbox;

    /// <summary>Whether it has a WebSocket which neither side has begun to close.</summary>
    public bool IsOpen => Status == 101 && !_sentClose && !_inbox.HasCloseFrame && !HasEnded;

    /// <summary>Whether the TCP connection has ended.</summary>
    public bool HasEnded => _inbox.Ended.IsCompleted || _wire.HasHungUp;

    /// <summary>Whether it answers a Ping at once. Default yes.</summary>
    public bool AnswersPings { get; set; } = true;

    /// <summary>How long it waits before it answers a Ping, by the scenario's clock. Default not at all.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>Whether it answers a Close frame at once. Default yes.</summary>
    public bool AnswersClose { get; set; } = true;

    /// <summary>All messages received so far.</summary>
    public IReadOnlyList<ReceivedMessage> Received => _inbox.Received;

    /// <summary>What went over the wire, a line a frame.</summary>
    public IReadOnlyList<string> Trace => _trace.Lines;

    /// <summary>Connects, asks, and takes the answer, whatever it is.</summary>
    /// <exception cref="StepFailedException">There is no server, or its answer is none.</exception>
    internal static async Task<TestClient> ConnectAsync(
        string name, Uri address, ConnectOptions options, TimeProvider clock, bool trustsAll)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var patience = new CancellationTokenSource(options.Patience, TimeProvider.System);
            var trace = new WireTrace(clock);
            var connecting = ClientOpening.ConnectAsync(socket, address, options, trace, trustsAll, patience.Token);
            var (wire, tls) = await connecting.ConfigureAwait(false);
            var client = new TestClient(name, wire, trace, clock) { Tls = tls };
            if (tls?.Problem is { } problem) client.EndWithoutAnswer($"there is no TLS connection: {problem}");
            else client._answered = client.AskAsync(address, options);
            if (options.WaitsForAnswer) await client._answered.WaitAsync(options.Patience, TimeProvider.System).ConfigureAwait(false);
            return client;
        }
        catch (Exception e) when (ClientOpening.IsFailure(e))
        {
            socket.Dispose();
            var what = ClientOpening.Explain(e, options.Patience);
            throw new StepFailedException($"{name} could not connect to {address}.", "an answer to the opening handshake", what);
        }
    }

    /// <summary>Waits for the answer to the opening handshake, whatever it is.</summary>
    /// <exception cref="StepFailedException">There is none.</exception>
    public async Task AnsweredAsync()
    {
        try
        {
            await _answered.WaitAsync(Patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or IOException or ObjectDisposedException)
        {
            throw new StepFailedException($"{Name} waited for the answer to its request.", "an answer", e.Message);
        }
    }

    /// <summary>Sends a text message.</summary>
    public Task SendAsync(string text) => SendFrameAsync(1, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a binary message.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes) => SendFrameAsync(2, bytes);

    /// <summary>Sends a compressed text message (RFC 7692 §7.2.1).</summary>
    public async Task SendCompressedAsync(string text)
    {
        using var deflater = new MessageDeflater(contextTakeover: false);
        var compressed = default(PooledBuffer);
        deflater.Deflate(Encoding.UTF8.GetBytes(text), ref compressed);
        var payload = compressed.Span.ToArray();
        compressed.Dispose();
        await SendFrameAsync(1, payload, reserved: 4).ConfigureAwait(false);
    }

    /// <summary>Begins the closing handshake (RFC 6455 §7.1.2).</summary>
    /// <param name="code">The status code; <c>null</c> sends a Close frame without one.</param>
    /// <param name="reason">The reason.</param>
    public Task CloseAsync(int? code = 1000, string reason = "") =>
        SendFrameAsync(8, ClientFrames.CloseBody(code, Encoding.UTF8.GetBytes(reason)));

    /// <summary>Sends one frame, right or wrong.</summary>
    /// <param name="opcode">0 to 15 (RFC 6455 §5.2).</param>
    /// <param name="payload">The payload, not masked yet.</param>
    /// <param name="isFinal">The FIN bit.</param>
    /// <param name="reserved">RSV1, RSV2 and RSV3 as one number: 4, 2, 1.</param>
    /// <param name="masked">Whether the payload is masked, as a client's must be (RFC 6455 §5.3).</param>
    public async Task SendFrameAsync(int opcode, ReadOnlyMemory<byte> payload, bool isFinal = true, int reserved = 0, bool masked = true)
    {
        if (opcode == 8) _sentClose = true;
        _trace.Sent(WireTrace.Show((byte)opcode, isFinal, payload.Span) + (masked ? "" : " (not masked)"));
        var start = new FrameStart((Opcode)opcode, isFinal, reserved, masked);
        await _wire.WriteAsync(ClientFrames.Encode(start, payload.Span)).ConfigureAwait(false);
    }

    /// <summary>Sends bytes as they are, frames or not.</summary>
    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes)
    {
        _trace.Sent($"raw {Hex.Of(bytes.Span)}");
        await _wire.WriteAsync(bytes).ConfigureAwait(false);
    }

    /// <summary>Takes the next message that has not been taken yet, and waits for it if need be.</summary>
    /// <param name="within">How long, in real time. Default 5 seconds.</param>
    /// <exception cref="StepFailedException">None came, or the connection ended.</exception>
    public Task<ReceivedMessage> ReceiveAsync(TimeSpan? within = null) => _inbox.MessageAsync(within);

    /// <summary>Takes the payload of the next Ping that has not been taken yet.</summary>
    /// <inheritdoc cref="ReceiveAsync"/>
    public Task<byte[]> ReceivePingAsync(TimeSpan? within = null) => _inbox.PingAsync(within);

    /// <summary>Takes the payload of the next Pong that has not been taken yet.</summary>
    /// <inheritdoc cref="ReceiveAsync"/>
    public Task<byte[]> ReceivePongAsync(TimeSpan? within = null) => _inbox.PongAsync(within);

    /// <summary>Takes the next message if one has come already.</summary>
    public ReceivedMessage? TryReceive() => _inbox.TryTakeMessage();

    /// <summary>Waits for the server's Close frame, whether or not the TCP connection has ended.</summary>
    /// <exception cref="StepFailedException">It did not come.</exception>
    public Task<ClosedWith> CloseFrameAsync(TimeSpan? within = null) => _inbox.CloseFrameAsync(within);

    /// <summary>Waits until the connection has ended, TCP and all.</summary>
    /// <param name="within">How long, in real time. Default 5 seconds.</param>
    /// <exception cref="StepFailedException">It is still there.</exception>
    public Task<ClosedWith> ClosedAsync(TimeSpan? within = null) => _inbox.EndAsync(within);

    /// <summary>Goes silent as if the cable were pulled: nothing is read, answered or sent, and the server learns nothing.</summary>
    public void Unplug() => _wire.Unplug();

    /// <summary>Stops or goes on reading from the wire, so that the server's buffers fill.</summary>
    public void PauseReading(bool paused) => _wire.PauseReading(paused);

    /// <summary>Ends the TCP connection without a closing handshake: with a FIN, or with a reset.</summary>
    public void HangUp(bool reset) => _wire.HangUp(reset);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    /// <summary>Sends a Ping and waits for its Pong or the end: everything that the server sent before has been received then.</summary>
    internal async Task PingPongAsync()
    {
        await SendFrameAsync(9, "settled?"u8.ToArray()).ConfigureAwait(false);
        await Task.WhenAny(_inbox.Ended, ReceivePongAsync()).ConfigureAwait(false);
    }

    private async Task AskAsync(Uri address, ConnectOptions options)
    {
        var opening = ClientOpening.RequestOf(address, options);
        var request = options.RawRequest ?? Encoding.Latin1.GetBytes(opening.ToString());
        _trace.Sent(Encoding.Latin1.GetString(request.Span).Split("\r\n")[0]);
        var input = new ClientInput(_wire.Stream);
        if (await ExchangeAsync(request, input, mayBeRefused: address.Scheme == "wss").ConfigureAwait(false) is not { } head)
        {
            EndWithoutAnswer("the server ended the connection without an answer");
            return;
        }

        _trace.Received(head.StatusLine);
        (Status, Headers) = (head.Status, head.Headers);
        if (!head.IsSwitching)
        {
            Body = await ClientOpening.BodyAsync(head, input).ConfigureAwait(false);
            _ = ReceiveNothingAsync(input);
            return;
        }

        if (options.RawRequest is null) CheckAccept(opening.Key);
        _ = new ClientReceiver(this, _wire, _inbox, _trace).RunAsync(new FrameInput(input, ClientOpening.AgreesOnDeflate(head)));
    }

    /// <returns>The head of the answer; <c>null</c> when there is none.</returns>
    private async Task<ResponseHead?> ExchangeAsync(ReadOnlyMemory<byte> request, ClientInput input, bool mayBeRefused)
    {
        try
        {
            await _wire.Stream.WriteAsync(request).ConfigureAwait(false);
            return await input.ReadHeadAsync().ConfigureAwait(false);
        }
        catch (IOException e) when (mayBeRefused)
        {
            // A server may refuse a client's certificate after the client's part of the handshake (RFC 8446 §4.4.2.4).
            _trace.Note($"the server refused: {e.Message}");
            return null;
        }
    }

    private void CheckAccept(string key)
    {
        var expected = WebSocketKey.Accept(key);
        var received = Headers.GetValueOrDefault("sec-websocket-accept", "none");
        if (received != expected)
            throw new StepFailedException($"{Name} got a wrong Sec-WebSocket-Accept (RFC 6455 §4.2.2).", expected, received);
    }

    private void EndWithoutAnswer(string how)
    {
        _trace.Note(how);
        _inbox.End();
        _wire.Release();
    }

    /// <summary>Waits for the end of a connection that was refused.</summary>
    private async Task ReceiveNothingAsync(ClientInput input)
    {
        try
        {
            var rest = new byte[1024];
            while (await input.ReadAsync(rest).ConfigureAwait(false) > 0)
            {
                // What a server sends behind a refusal is nothing to a client.
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // A reset ends it as well.
        }

        _inbox.End();
    }

    /// <summary>Whether this end must answer the server's Close frame.</summary>
    internal bool MustAnswerClose => !_sentClose && AnswersClose;

    /// <summary>Answers a Ping as late as the scenario wants it.</summary>
    internal async Task AnswerPingAsync(byte[] payload)
    {
        if (!AnswersPings) return;
        if (AnswerDelay == TimeSpan.Zero)
        {
            await SendFrameAsync(10, payload).ConfigureAwait(false);
            return;
        }

        var timer = default(ITimer);
        timer = _clock.CreateTimer(_ =>
        {
            timer?.Dispose();
            if (IsOpen) _ = SendFrameAsync(10, payload);
        }, null, AnswerDelay, Timeout.InfiniteTimeSpan);
    }
}
