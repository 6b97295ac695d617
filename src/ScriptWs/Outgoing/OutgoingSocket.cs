using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace ScriptWs.Outgoing;

/// <summary>
/// A WebSocket that a script has opened to another server. Any thread. What it receives waits until the script takes it, and then no
/// more is read; what it sends is bounded by <c>fetch.maxBufferedAmount</c>.
/// </summary>
internal sealed class OutgoingSocket
{
    /// <summary>Events that wait for the script. The next message is read when there is room.</summary>
    private const int MaxEvents = 8;

    private const int ChunkSize = 16 << 10;

    /// <summary>Time for a server to answer our Close.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(10);

    private readonly OutgoingClient _client;
    private readonly Channel<SocketEvent> _events = Channel.CreateBounded<SocketEvent>(MaxEvents);
    private readonly Channel<SocketMessage> _queue = Channel.CreateUnbounded<SocketMessage>();
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationToken _generation;
    private readonly CancellationTokenRegistration _ended;
    private readonly ClientWebSocket _socket = new();
    private long _buffered;
    private string? _failure;
    private int _code = 1006;

    /// <summary>Begins to connect.</summary>
    /// <exception cref="OutgoingException">Scripts cannot reach the URL, or there are too many WebSockets.</exception>
    public OutgoingSocket(OutgoingClient client, Uri url, IReadOnlyList<string> protocols, CancellationToken ended)
    {
        (_client, _generation) = (client, ended);
        client.Require(url);
        client.SocketBegins();
        foreach (var protocol in protocols) _socket.Options.AddSubProtocol(protocol);
        _ended = ended.UnsafeRegister(static socket => ((OutgoingSocket)socket!).Leave(), this);
        _ = Task.Run(() => RunAsync(url), CancellationToken.None);
    }

    /// <summary>Payload bytes that are not sent yet.</summary>
    public long BufferedAmount => Interlocked.Read(ref _buffered);

    /// <summary>The next event.</summary>
    /// <returns><c>null</c> after the last one, Closed.</returns>
    public async Task<SocketEvent?> NextAsync()
    {
        while (await _events.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (_events.Reader.TryRead(out var next)) return next;
        }

        return null;
    }

    /// <summary>Sends a message after those before it. Over the limit the WebSocket fails.</summary>
    public void Send(SocketMessage message)
    {
        var limit = _client.Options.MaxBufferedAmount;
        if (Interlocked.Add(ref _buffered, message.Payload.Length) > limit)
            Fail($"More than fetch.maxBufferedAmount ({limit} bytes) wait to be sent.");
        else _queue.Writer.TryWrite(message);
    }

    /// <summary>Begins the closing handshake, after what waits to be sent.</summary>
    /// <param name="code">The status code; 1005 for none.</param>
    /// <param name="reason">The reason.</param>
    public void Close(int code, string reason)
    {
        _queue.Writer.TryWrite(new SocketMessage(WebSocketMessageType.Close, [], code, reason));
        _queue.Writer.TryComplete();
        if (_socket.State is WebSocketState.None or WebSocketState.Connecting) _source.Cancel();
        else _source.CancelAfter(CloseTimeout);
    }

    /// <summary>The script is gone: its server says so, and waits for no answer.</summary>
    private void Leave() => Close(1001, "");

    private void Fail(string problem, int code = 1006)
    {
        Interlocked.CompareExchange(ref _failure, problem, null);
        _code = code;
        _source.Cancel();
    }

    private async Task RunAsync(Uri url)
    {
        var closed = new SocketEvent(SocketEventKind.Closed, Code: 1006);
        try
        {
            var timeout = _client.Options.Timeout;
            if (timeout > TimeSpan.Zero) _source.CancelAfter(timeout);
            await _socket.ConnectAsync(url, _client.Transport.Invoker, _source.Token).ConfigureAwait(false);
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
            await _events.Writer.WriteAsync(new(SocketEventKind.Open, _socket.SubProtocol ?? ""), _source.Token).ConfigureAwait(false);
            var sending = SendAllAsync();
            closed = await ReceiveAllAsync().ConfigureAwait(false);
            _queue.Writer.TryComplete();
            await sending.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _failure ??= OutgoingFailure.OfSocket(e);
            closed = closed with { Code = _code };
        }

        await EndAsync(closed).ConfigureAwait(false);
    }

    private async Task EndAsync(SocketEvent closed)
    {
        await _ended.DisposeAsync().ConfigureAwait(false);
        _queue.Writer.TryComplete();
        _socket.Dispose();
        _client.SocketEnded();
        if (!closed.IsClean)
            await WriteLastAsync(new SocketEvent(SocketEventKind.Failed, _failure ?? "The connection broke.")).ConfigureAwait(false);
        await WriteLastAsync(closed).ConfigureAwait(false);
        _events.Writer.TryComplete();
    }

    /// <summary>A script that is gone takes nothing more: nothing waits for it.</summary>
    private async Task WriteLastAsync(SocketEvent last)
    {
        try
        {
            await _events.Writer.WriteAsync(last, _generation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // There is no script to tell.
        }
    }

    private async Task SendAllAsync()
    {
        await foreach (var message in _queue.Reader.ReadAllAsync(_source.Token).ConfigureAwait(false))
        {
            if (message.Type == WebSocketMessageType.Close)
            {
                var status = message.Code == 1005 ? WebSocketCloseStatus.Empty : (WebSocketCloseStatus)message.Code;
                var reason = message.Code == 1005 ? null : message.Reason;
                if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                    await _socket.CloseOutputAsync(status, reason, _source.Token).ConfigureAwait(false);
                return;
            }

            await _socket.SendAsync(message.Payload, message.Type, endOfMessage: true, _source.Token).ConfigureAwait(false);
            Interlocked.Add(ref _buffered, -message.Payload.Length);
        }
    }

    /// <returns>How it was closed.</returns>
    private async Task<SocketEvent> ReceiveAllAsync()
    {
        using var message = new MemoryStream();
        var chunk = new byte[ChunkSize];
        while (true)
        {
            var part = await _socket.ReceiveAsync(chunk.AsMemory(), _source.Token).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                var (code, reason) = ((int)(_socket.CloseStatus ?? WebSocketCloseStatus.Empty), _socket.CloseStatusDescription ?? "");
                Close(code is 1000 or 1001 or >= 3000 ? code : 1005, "");
                return new SocketEvent(SocketEventKind.Closed, reason, Code: code, IsClean: true);
            }

            message.Write(chunk, 0, part.Count);
            if (message.Length > _client.Options.MaxMessageSize) await RefuseAsync().ConfigureAwait(false);
            if (!part.EndOfMessage) continue;

            var bytes = message.ToArray();
            message.SetLength(0);
            var received = part.MessageType == WebSocketMessageType.Text
                ? new SocketEvent(SocketEventKind.Text, Encoding.UTF8.GetString(bytes))
                : new SocketEvent(SocketEventKind.Binary, Bytes: bytes);
            await _events.Writer.WriteAsync(received, _source.Token).ConfigureAwait(false);
        }
    }

    private async Task RefuseAsync()
    {
        _code = 1009;
        _failure = $"A message is larger than fetch.maxMessageSize ({_client.Options.MaxMessageSize} bytes).";
        await _socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, "", _source.Token).ConfigureAwait(false);
        throw new OutgoingException(_failure);
    }
}
