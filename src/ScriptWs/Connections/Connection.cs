using System.Net;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// Our end of one WebSocket, from the 101 on. Its transport pushes bytes into its <see cref="ConnectionInput"/>, its worker runs the
/// turns (Connection.Turns.cs), any thread sends and closes (here).
/// </summary>
internal sealed partial class Connection : ITransportSink, IInputOwner, IMember, IFlushable, IExpiring, IOutput
{
    private readonly ITransport _transport;
    private readonly IMailbox _mailbox;
    private readonly ConnectionSettings _settings;
    private readonly ConnectionInput _input;
    private readonly OutboundBuffer _outbound;
    private volatile ConnectionUser? _user;
    private ConnectionLife _life;
    private RoundTrip _roundTrip = new();
    private int _flushScheduled;
    private object? _publicView;

    public Connection(
        ITransport transport,
        IMailbox mailbox,
        ConnectionSettings settings,
        UpgradeRequest request,
        string? subprotocol,
        PermessageDeflate? deflate = null)
    {
        (_transport, _mailbox, _settings) = (transport, mailbox, settings);
        (Id, Request, Subprotocol, _user) = (ConnectionId.Create(settings.Node), request, subprotocol, request.User);
        _outbound = settings.CreateBuffer(transport, deflate, subprotocol);
        _input = settings.CreateInput(this, transport, mailbox, deflate, request.User);
    }

    public Guid Id { get; }
    public UpgradeRequest Request { get; }
    public string? Subprotocol { get; }

    /// <summary>The user that the client was last authenticated as; <c>null</c> when it was not.</summary>
    public ConnectionUser? User { get => _user; set => _user = value; }

    public ConnectionState State => _life.State;
    bool IInputOwner.IsLeaving => _life.Status is not null;
    public long BufferedAmount => _outbound.BufferedAmount;

    long IOutput.Waiting => State == ConnectionState.Closed ? 0 : _outbound.BufferedAmount + _transport.Unsent;
    long IOutput.Taken => _outbound.Written - _transport.Unsent;

    /// <summary>Bytes that came after the opening handshake and have been dealt with.</summary>
    public long BytesReceived => _input.Received;

    /// <summary>Bytes of frames that were appended for the client, gone out or not.</summary>
    public long BytesSent => _outbound.Appended;

    public Traffic Traffic => new(_input.MessagesReceived, _outbound.Messages, _outbound.Dropped, BytesReceived, BytesSent);

    public EndPoint? RemoteEndPoint => _transport.RemoteEndPoint;

    /// <summary>Round-trip time of the last Ping that was answered; <c>null</c> before the first.</summary>
    public TimeSpan? Latency => _roundTrip.Latency;

    /// <inheritdoc cref="ConnectionInput.LastReceivedAt"/>
    public long LastReceivedAt => _input.LastReceivedAt;

    /// <summary>Changes whenever the client's side shows that it is alive: bytes came, or it took bytes that had waited for it.</summary>
    public int LifeSigns => _input.LifeSigns;

    /// <summary>Whether bytes have come that were not read yet.</summary>
    public bool HasUnreadInput => _transport.HasUnreadInput;

    public Unfinished Unfinished => _input.Unfinished;

    /// <summary>The thread that reads its wire, together with others.</summary>
    public IEventLoop? Loop => _transport.Loop;

    /// <summary>The heartbeat's own object for this connection; nothing else uses it.</summary>
    public object? HeartbeatState { get; set; }

    /// <summary>The script host's own object for this connection; nothing else uses it.</summary>
    public object? ScriptState { get; set; }

    /// <summary>How its subprotocol writes messages of topics; <c>null</c> for none. Set before its first subscription.</summary>
    public object? TopicFormat { get; set; }

    /// <summary>Its <see cref="ConnectionExtras"/>; <c>null</c> for most connections. Set before it opens.</summary>
    public object? Extras { get; set; }

    /// <summary>What waits for middleware on this connection; nothing else uses it.</summary>
    public object? MessageLane { get; set; }

    Traffic? IMember.CountedTraffic { get; set; }
    HashSet<string>? IMember.SubscriptionSet { get; set; }
    public IReadOnlyCollection<string> LastSubscriptions { get; set; } = [];
    public IReadOnlyCollection<string> Subscriptions => _settings.Registry.Topics.Of(this);

    /// <summary>Whether its turns run on this worker.</summary>
    public bool IsOn(IMailbox mailbox) => _mailbox == mailbox;

    public SendResult Send(string text) => State == ConnectionState.Open ? AfterAppend(_outbound.AppendText(text)) : SendResult.Dropped;

    public SendResult Send(ReadOnlySpan<byte> payload, Opcode opcode) =>
        State == ConnectionState.Open ? AfterAppend(_outbound.Append(opcode, payload)) : SendResult.Dropped;

    /// <summary>Sends a text, whose UTF-8 never changes: a long one is not copied.</summary>
    public SendResult SendKept(byte[] utf8) => State == ConnectionState.Open ? AfterAppend(_outbound.AppendKept(utf8)) : SendResult.Dropped;

    public SendResult Send(SharedFrame frame) => State == ConnectionState.Open ? AfterAppend(_outbound.Append(frame)) : SendResult.Dropped;

    /// <summary>Begins the closing handshake (RFC 6455 §7.1.2); what was sent before goes out first.</summary>
    public void Close(CloseStatus status)
    {
        if (!TryClose(status)) return;

        Span<byte> body = stackalloc byte[CloseBody.MaxSize];
        _outbound.AppendClose(body[..CloseBody.Write(body, status)]);
        Cork.Schedule(this);
    }

    /// <summary>Begins the closing handshake behind the messages that wait for the worker: each is handled and answered.</summary>
    public void CloseInTurn(CloseStatus status) => InTurn(() => Close(status));

    public bool TryDropUnfinished(long number, CloseStatus status)
    {
        if (State != ConnectionState.Open || Unfinished.Number != number || !_input.TryDropMessage()) return false;

        CloseInTurn(status);
        return true;
    }

    /// <summary>Closes it although the thread that reads it may be stuck: its handlers are told now. On the worker's turn.</summary>
    public void Abandon(CloseStatus status)
    {
        _input.EndedWith = status;
        FinishClosing();
    }

    /// <summary>Runs something on the worker, behind what waits for it.</summary>
    public void InTurn(Action action) => _mailbox.Post(ConnectionEvent.Work(action));

    /// <summary>Shows a new token of the same user: its expiry replaces the previous one.</summary>
    /// <param name="token">The token, without its scheme.</param>
    /// <param name="done">Told the user, or <c>null</c> when nothing has changed; on any thread, perhaps immediately.</param>
    public void Reauthenticate(string token, Action<ConnectionUser?> done) => _settings.Reauthenticate(this, token, done);

    /// <summary>Drops the wire without a closing handshake.</summary>
    public void Abort()
    {
        TryClose(new CloseStatus(CloseStatuses.AbnormalClosure, ""));
        _transport.Abort();
    }

    /// <summary>Sends a Ping; the Pong to it sets <see cref="Latency"/>.</summary>
    /// <returns><c>false</c> when the connection is closing or its buffer is full.</returns>
    public bool Ping()
    {
        Span<byte> payload = stackalloc byte[sizeof(long)];
        _roundTrip.Begin(payload, _settings.Clock.GetTimestamp());
        return Send(payload, Opcode.Ping) != SendResult.Dropped;
    }

    public bool Subscribe(string topic) => _settings.Registry.Topics.Subscribe(this, topic);
    public bool Unsubscribe(string topic) => _settings.Registry.Topics.Unsubscribe(this, topic);

    public bool IsSubscribed(string topic) => _settings.Registry.Topics.IsSubscribed(this, topic);

    /// <summary>The C# side's own object for this connection, created on first use; nothing else uses it.</summary>
    public object GetPublicView(Func<Connection, object> create) =>
        _publicView ?? Interlocked.CompareExchange(ref _publicView, create(this), null) ?? _publicView!;

    /// <summary>Looks first: mostly it is scheduled already, and an exchange costs as much as appending a short message.</summary>
    public bool TryMarkFlushScheduled() => Volatile.Read(ref _flushScheduled) == 0 && Interlocked.Exchange(ref _flushScheduled, 1) == 0;

    public void Flush()
    {
        Volatile.Write(ref _flushScheduled, 0);
        _outbound.Flush();
        if (_outbound.IsBlocked) _settings.SlowReaders?.Watch(this);
    }

    public bool OnReceived(Span<byte> bytes) => _input.OnReceived(bytes);

    public void OnWritable()
    {
        _input.NoteLife();
        if (_outbound.OnWritable()) _input.Post(ConnectionEvent.Of(ConnectionEventKind.Drain, this));
    }

    public void OnDisconnected()
    {
        _outbound.Flush(); // the answers to what came just before the end
        _life.End();
        _input.End();
        _outbound.Discard();
        _input.Post(ConnectionEvent.Of(ConnectionEventKind.Disconnect, this));
        _settings.Registry.CountRest(this);
        _settings.Admission.End(_transport);
    }

    void IInputOwner.OnPing(ReadOnlySpan<byte> payload)
    {
        // A Pong that does not fit is left out: a client that floods Pings and does not read gets no more memory
        // than its buffer (RFC 6455 §5.5.3 lets us answer the latest Ping only).
        if (State == ConnectionState.Open && _outbound.Append(Opcode.Pong, payload) != SendResult.Dropped) Cork.Schedule(this);
    }

    void IInputOwner.OnPong(ReadOnlySpan<byte> payload)
    {
        if (_roundTrip.End(payload, _settings.Clock) is { } latency) _settings.Instruments.PingAnswered(latency);
    }

    /// <summary>The close deadline passed: the client did not finish the closing handshake.</summary>
    void IExpiring.OnExpired() => _transport.Abort();

    bool IExpiring.IsSettled => State == ConnectionState.Closed;

    private SendResult AfterAppend(SendResult result)
    {
        if (result != SendResult.Dropped) Cork.Schedule(this);
        else if (_settings.ClosesSlowConsumers) Close(CloseStatuses.ReadingTooSlowly);
        return result;
    }

    private bool TryClose(CloseStatus status)
    {
        if (!_life.TryClose(status)) return false;

        _settings.CloseDeadlines.Add(this);
        return true;
    }
}
