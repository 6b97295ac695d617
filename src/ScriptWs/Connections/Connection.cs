using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ScriptWs.Configuration;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// Our end of one WebSocket, from the 101 on. Its transport pushes bytes in (Connection.Input.cs); its worker runs the
/// turns (Connection.Turns.cs); any thread sends and closes (here).
/// </summary>
internal sealed partial class Connection : ITransportSink, IMessageHandler, IExpiring, IOutput
{
    private readonly ITransport _transport;
    private readonly IMailbox _mailbox;
    private readonly ConnectionSettings _settings;
    private readonly OutboundBuffer _outbound;
    private StrongBox<CloseStatus>? _closing;
    private volatile bool _isGone;
    private volatile ConnectionUser? _user;
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
        (Request, Subprotocol, _user) = (request, subprotocol, request.User);
        var compression = deflate is null ? null : new OutboundCompression(deflate, settings.Compression.MinimumSize);
        _outbound = new OutboundBuffer(transport, settings.Limits.MaxBufferedAmount, compression);
        _reader = new MessageReader(settings.MessageLimits, deflate?.CreateInflater());
        if (settings.Limits.MessageRate is { } rate) _rate = new TokenBucket(rate, settings.Clock);

        _lastReceivedAt = settings.Clock.GetTimestamp();
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id);
        id[7] = (byte)((id[7] & 0x0F) | 0x40); // a version 4 UUID (RFC 9562 §5.4) in Guid's byte order
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        Id = new Guid(id);
    }

    public Guid Id { get; }

    public UpgradeRequest Request { get; }

    public string? Subprotocol { get; }

    /// <summary>Who the client was authenticated as last; <c>null</c> when it was not.</summary>
    public ConnectionUser? User
    {
        get => _user;
        set => _user = value;
    }

    public ConnectionState State =>
        _isGone ? ConnectionState.Closed : Volatile.Read(ref _closing) is null ? ConnectionState.Open : ConnectionState.Closing;

    public long BufferedAmount => _outbound.BufferedAmount;

    long IOutput.Waiting => _isGone ? 0 : _outbound.BufferedAmount + _transport.Unsent;

    long IOutput.Taken => _outbound.Written - _transport.Unsent;

    /// <summary>Bytes that came after the opening handshake and have been dealt with.</summary>
    public long BytesReceived => Volatile.Read(ref _received);

    /// <summary>Bytes of frames that were appended for the client, gone out or not.</summary>
    public long BytesSent => _outbound.Appended;

    /// <summary>What went over its wire so far.</summary>
    public Traffic Traffic
    {
        get
        {
            var (sent, dropped) = _outbound.Messages;
            return new Traffic(Volatile.Read(ref _messagesReceived), sent, dropped, BytesReceived, BytesSent);
        }
    }

    /// <summary>Owned by the registry: what is in its totals already.</summary>
    public Traffic? CountedTraffic { get; set; }

    public EndPoint? RemoteEndPoint => _transport.RemoteEndPoint;

    /// <summary>Round-trip time of the last Ping that was answered; <c>null</c> before the first.</summary>
    public TimeSpan? Latency => Volatile.Read(ref _latency) is >= 0 and var ticks ? new TimeSpan(ticks) : null;

    /// <summary>When bytes last came, or the connection was made; by the clock's timestamps.</summary>
    public long LastReceivedAt => Volatile.Read(ref _lastReceivedAt);

    /// <summary>Changes whenever the client's side shows that it lives: bytes came, or it took bytes that had waited for it.</summary>
    public int LifeSigns => Volatile.Read(ref _lifeSigns);

    /// <summary>Whether bytes have come that nobody has looked at.</summary>
    public bool HasUnreadInput => _transport.HasUnreadInput;

    /// <summary>What has come of a message whose last frame has not.</summary>
    public Unfinished Unfinished => _reader.Unfinished;

    /// <summary>Who reads its wire, together with others.</summary>
    public IEventLoop? Loop => _transport.Loop;

    /// <summary>Whether its turns run on this worker.</summary>
    public bool IsOn(IMailbox mailbox) => _mailbox == mailbox;

    /// <summary>The heartbeat's own object for this connection; nobody else looks at it.</summary>
    public object? HeartbeatState { get; set; }

    /// <summary>The script host's own object for this connection; nobody else looks at it.</summary>
    public object? ScriptState { get; set; }

    /// <summary>Owned by <see cref="Connections.Topics"/>, under its lock.</summary>
    public HashSet<string>? SubscriptionSet { get; set; }

    public IReadOnlyCollection<string> Subscriptions => _settings.Registry.Topics.Of(this);

    public SendResult Send(string text) =>
        State == ConnectionState.Open ? AfterAppend(_outbound.AppendText(text)) : SendResult.Dropped;

    public SendResult Send(ReadOnlySpan<byte> payload, Opcode opcode) =>
        State == ConnectionState.Open ? AfterAppend(_outbound.Append(opcode, payload)) : SendResult.Dropped;

    public SendResult Send(SharedFrame frame) =>
        State == ConnectionState.Open ? AfterAppend(_outbound.Append(frame)) : SendResult.Dropped;

    /// <summary>Begins the closing handshake (RFC 6455 §7.1.2); what was sent before goes out first.</summary>
    public void Close(CloseStatus status)
    {
        if (!TryLeaveOpen(status)) return;
        AppendClose(status);
    }

    /// <summary>Begins the closing handshake behind the messages that wait for the worker: none of them is lost, nor its answer.</summary>
    public void CloseInTurn(CloseStatus status) => _mailbox.Post(ConnectionEvent.Work(() => Close(status)));

    /// <summary>Gives up a message whose last frame has not come, with its memory at once, and closes.</summary>
    /// <param name="number">The message's.</param>
    /// <param name="status">Why.</param>
    /// <returns><c>false</c> when its last frame has come meanwhile.</returns>
    public bool TryDropUnfinished(long number, CloseStatus status)
    {
        if (State != ConnectionState.Open || Unfinished.Number != number || !_reader.TryDropMessage()) return false;

        CloseInTurn(status);
        return true;
    }

    /// <summary>
    /// Closes it although the thread that reads it may be stuck in its own turn: whoever is told of its end is told now. On
    /// the worker's turn.
    /// </summary>
    public void Abandon(CloseStatus status)
    {
        _inputEndedWith = status;
        Fail();
    }

    /// <summary>Runs something on the worker, behind what waits for it.</summary>
    public void InTurn(Action action) => _mailbox.Post(ConnectionEvent.Work(action));

    /// <summary>Shows a new token of the same user, whose end counts from now on in place of the one before.</summary>
    /// <param name="token">The token, without its scheme.</param>
    /// <param name="done">Told the user, or <c>null</c> when nothing has changed; on any thread, perhaps at once.</param>
    public void Reauthenticate(string token, Action<ConnectionUser?> done) => _settings.Reauthenticate(this, token, done);

    /// <summary>Drops the wire without a closing handshake.</summary>
    public void Abort()
    {
        TryLeaveOpen(new CloseStatus(CloseStatuses.AbnormalClosure, ""));
        _transport.Abort();
    }

    /// <summary>Sends a Ping; the Pong to it sets <see cref="Latency"/>.</summary>
    /// <returns><c>false</c> when the connection is closing or its buffer is full.</returns>
    public bool Ping()
    {
        Span<byte> payload = stackalloc byte[sizeof(long)];
        BitConverter.TryWriteBytes(payload, _settings.Clock.GetTimestamp());
        Volatile.Write(ref _pingSentAt, BitConverter.ToInt64(payload));
        return Send(payload, Opcode.Ping) != SendResult.Dropped;
    }

    public bool Subscribe(string topic) => _settings.Registry.Topics.Subscribe(this, topic);

    public bool Unsubscribe(string topic) => _settings.Registry.Topics.Unsubscribe(this, topic);

    public bool IsSubscribed(string topic) => _settings.Registry.Topics.IsSubscribed(this, topic);

    /// <summary>The C# side's own object for this connection, made when it is first asked for; nobody else looks at it.</summary>
    public object GetPublicView(Func<Connection, object> create) =>
        _publicView ?? Interlocked.CompareExchange(ref _publicView, create(this), null) ?? _publicView!;

    /// <returns><c>false</c> when a flush is scheduled already.</returns>
    public bool TryMarkFlushScheduled() => Interlocked.Exchange(ref _flushScheduled, 1) == 0;

    public void Flush()
    {
        Volatile.Write(ref _flushScheduled, 0);
        _outbound.Flush();
        if (_outbound.IsBlocked) _settings.SlowReaders?.Watch(this);
    }

    /// <summary>The close deadline passed: the client did not finish the closing handshake.</summary>
    void IExpiring.OnExpired() => _transport.Abort();

    bool IExpiring.IsSettled => State == ConnectionState.Closed;

    private SendResult AfterAppend(SendResult result)
    {
        if (result != SendResult.Dropped)
        {
            Cork.Schedule(this);
        }
        else if (_settings.Limits.OnSlowConsumer == SlowConsumerPolicy.Close)
        {
            Close(CloseStatuses.ReadingTooSlowly);
        }

        return result;
    }

    private bool TryLeaveOpen(CloseStatus status)
    {
        if (Interlocked.CompareExchange(ref _closing, new StrongBox<CloseStatus>(status), null) is not null) return false;

        _settings.CloseDeadlines.Add(this);
        return true;
    }

    private void AppendClose(CloseStatus status)
    {
        Span<byte> body = stackalloc byte[CloseBody.MaxSize];
        _outbound.AppendClose(body[..CloseBody.Write(body, status)]);
        Cork.Schedule(this);
    }
}
