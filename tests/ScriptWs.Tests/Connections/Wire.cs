using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Protocol;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Connections;

/// <summary>A connection on an in-memory wire with a worker of its own and a clock that tests move.</summary>
internal sealed class Wire : IConnectionHandler
{
    /// <summary>How many text messages were handled.</summary>
    public int TextCount;

    private readonly ConnectionSettings _settings;

    public Wire(LimitsOptions? limits = null, int mailbox = 4096)
    {
        limits ??= new LimitsOptions();
        Unfinished = new UnfinishedMessages(limits, Clock);
        Worker = new ScriptWorker(mailbox) { Handler = this };
        _settings = new ConnectionSettings(
            Registry, new Admission(limits, Clock), limits, new CompressionOptions(), Clock, new DeadlineQueue(Clock, limits.CloseTimeout))
        {
            Unfinished = Unfinished,
            SlowReaders = new SlowReaders(() => limits.SendTimeout, Clock, NullLogger.Instance),
        };
    }

    public FakeTimeProvider Clock { get; } = new();

    public ConnectionRegistry Registry { get; } = new();

    public ScriptWorker Worker { get; }

    public UnfinishedMessages Unfinished { get; }

    /// <summary>What happened, in order.</summary>
    public List<string> Events { get; } = [];

    /// <summary>What the handler does with a text message; by default it answers with the same.</summary>
    public Action<Connection, string> OnMessage { get; set; } = (connection, text) => connection.Send(text);

    public static string RequestHead(string path = "/") =>
        $"GET {path} HTTP/1.1\r\nHost: server\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    public static IReadOnlyList<string> Received(InMemoryTransport transport) => ServerFrames.Read(transport.TakeOutput());

    /// <summary>Opens a connection as the opening handshake does.</summary>
    public (InMemoryTransport Transport, Connection Connection) Open(string? subprotocol = null, string answer = "", Action? accept = null, PermessageDeflate? deflate = null)
    {
        var transport = new InMemoryTransport();
        var request = new UpgradeRequest("/", "", new Dictionary<string, string>(), [], "127.0.0.1");
        var connection = new Connection(transport, Worker, _settings, request, subprotocol, deflate);
        transport.Sink = connection;
        connection.Open(System.Text.Encoding.ASCII.GetBytes(answer), accept);
        return (transport, connection);
    }

    /// <summary>Runs <paramref name="work"/> on a turn.</summary>
    public void OnTurn(Action work) => Worker.Post(ConnectionEvent.Work(work));

    void IConnectionHandler.OnUpgrade(UpgradeRequest request, Action<UpgradeDecision> decide) => decide(UpgradeDecision.Accept.Plain);

    void IConnectionHandler.OnConnect(Connection connection) => Events.Add("connect");

    void IConnectionHandler.OnText(Connection connection, ReadOnlySpan<byte> utf8)
    {
        var text = System.Text.Encoding.UTF8.GetString(utf8);
        Events.Add($"text {text}");
        OnMessage(connection, text);
        Interlocked.Increment(ref TextCount);
    }

    void IConnectionHandler.OnBinary(Connection connection, ReadOnlySpan<byte> bytes)
    {
        Events.Add($"binary {Convert.ToHexString(bytes)}");
        connection.Send(bytes, Opcode.Binary);
    }

    void IConnectionHandler.OnDrain(Connection connection) => Events.Add("drain");

    void IConnectionHandler.OnDisconnect(Connection connection, CloseStatus status) =>
        Events.Add(status.Reason.Length == 0 ? $"disconnect {status.Code}" : $"disconnect {status.Code} {status.Reason}");
}
