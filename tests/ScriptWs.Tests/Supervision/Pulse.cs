using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Endpoints;
using ScriptWs.Scripting;
using ScriptWs.Supervision;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Supervision;

/// <summary>A heartbeat with connections on in-memory wires and a clock that tests move.</summary>
internal sealed class Pulse : IDisposable
{
    /// <summary>How far the clock moves before the clients look at what came.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly LimitsOptions _limits = new() { CloseTimeout = TimeSpan.FromSeconds(5) };
    private readonly ConnectionRegistry _registry = new();
    private readonly Heartbeat _heartbeat;
    private readonly ConnectionSettings _settings;
    private readonly ScriptSlot _slot;
    private readonly List<PulseClient> _clients = [];
    private readonly TemporaryFolder _folder = new();

    public Pulse(HeartbeatOptions? options = null, string? script = null)
    {
        _heartbeat = new Heartbeat(options ?? Options, Clock, new NullLogger<Heartbeat>());
        _settings = new ConnectionSettings(
            _registry, new Admission(_limits, Clock), _limits, new CompressionOptions(), Clock, new DeadlineQueue(Clock, _limits.CloseTimeout));
        _slot = new ScriptSlot(4096, Clock, NullLogger.Instance);
        Server.Connected += _ => { };
        Server.Disconnected += (connection, code, reason) => Disconnects.Add($"{code} {reason}");
        _slot.Worker.Handler = new EndpointHandler(Server.Hooks, _slot, () => _heartbeat, null, Instruments.Unobserved.Of("/"), NullLogger.Instance);
        if (script is not null) _slot.Begin(() => CreateHost(script));
    }

    public static HeartbeatOptions Options => new() { Interval = TimeSpan.FromSeconds(30), Timeout = TimeSpan.FromSeconds(10) };

    public FakeTimeProvider Clock { get; } = new();

    public List<string> Disconnects { get; } = [];

    public LogLines Said { get; } = new();

    private ScriptWsServer Server { get; } = new(new ScriptWsOptions());

    /// <summary>Opens a connection whose client answers a Ping after a time, or never.</summary>
    public PulseClient Open(TimeSpan? answersAfter = null)
    {
        var client = new PulseClient(Clock) { AnswersAfter = answersAfter };
        Open(client.Transport);
        client.Connection = (Connection)client.Transport.Sink;
        _clients.Add(client);
        return client;
    }

    public Connection Open(ITransport transport)
    {
        var request = new UpgradeRequest("/", "", new Dictionary<string, string>(), [], "127.0.0.1");
        var connection = new Connection(transport, _slot.Worker, _settings, request, null);
        transport.Sink = connection;
        connection.Open([]);
        return connection;
    }

    /// <summary>From now on the script is in a turn that does not end.</summary>
    public void BeBusy() => Assert.True(_slot.Worker.ParkAsync().IsCompleted);

    /// <summary>That turn ends, and what waited for it runs.</summary>
    public void BeIdle()
    {
        _slot.Worker.Resume();
        Assert.True(SpinWait.SpinUntil(() => _slot.Worker.IsIdle, Bound));
    }

    /// <summary>Lets time pass; clients do meanwhile what they do.</summary>
    public void Pass(double seconds, Action? eachStep = null)
    {
        for (var end = Clock.GetUtcNow() + TimeSpan.FromSeconds(seconds); Clock.GetUtcNow() < end;)
        {
            Clock.Advance(Step);
            eachStep?.Invoke();
            foreach (var client in _clients) client.Look();
        }
    }

    public void Dispose()
    {
        _heartbeat.Dispose();
        _folder.Dispose();
    }

    private ScriptHost CreateHost(string script)
    {
        _folder.Write("main.js", script);
        return new ScriptHost(ScriptModule.Load(Path.Combine(_folder.Path, "main.js"), "main.js"), new ScriptHostServices
        {
            Registry = _registry,
            Clock = Clock,
            ScriptLog = Said,
            Log = Said,
            WakeAfter = _ => { },
            Post = static _ => { },
            RequestReplacement = () => { },
            RequestRestart = () => { },
            RequestStop = () => { },
            Budget = Hosted.Budget,
            CloseOnFailure = true,
        });
    }
}
