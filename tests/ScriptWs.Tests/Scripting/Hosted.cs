using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Outgoing;
using ScriptWs.Scripting;
using ScriptWs.Storage;
using ScriptWs.Tests.Connections;
using ScriptWs.Topics;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Scripting;

/// <summary>A script in a host of its own, without a server: what it logged, and a clock to move.</summary>
internal sealed class Hosted : IDisposable
{
    public static readonly ScriptBudget Budget = new(TimeSpan.FromSeconds(30), 64 << 20, 0, TimeSpan.FromMilliseconds(100));

    private readonly TemporaryFolder _folder = new();
    private readonly LocalHistories _histories;
    private readonly LocalPresence _presence;

    public Hosted(string source, ScriptBudget? budget = null, params (string Name, string Source)[] others)
        : this(null, source, default, null, budget, null, null, others)
    {
    }

    public Hosted(string source, JsonElement settings, ScriptBudget? budget = null, params (string Name, string Source)[] others)
        : this(null, source, settings, null, budget, null, null, others)
    {
    }

    /// <summary>A script that reaches other servers.</summary>
    public Hosted(OutgoingClient? outgoing, string source)
        : this(outgoing, source, default, null, null)
    {
    }

    /// <summary>A script whose jobs run where this says.</summary>
    public Hosted(string source, JobClaim claim)
        : this(null, source, default, null, null, claim)
    {
    }

    public Hosted(string source, IStorage storage)
        : this(null, source, default, storage, null)
    {
    }

    private Hosted(
        OutgoingClient? outgoing,
        string source,
        JsonElement settings,
        IStorage? storage,
        ScriptBudget? budget,
        JobClaim? claim = null,
        IReadOnlyList<TopicOptions>? topics = null,
        params (string Name, string Source)[] others)
    {
        topics ??= [];
        Jobs = new JobBoard(Clock, claim);
        _presence = new LocalPresence(Registry, change => Host!.Topics.OnPresence(change), Clock, NullLogger.Instance);
        Registry.Left = _presence.OnClosed;
        _histories = new LocalHistories(Registry, MaxHistorySize, Clock, NullLogger.Instance);
        try
        {
            foreach (var (name, text) in others) Write(Path.Combine(_folder.Path, name), text);
            File.WriteAllText(Path.Combine(_folder.Path, "main.js"), source);
            Host = new ScriptHost(ScriptModule.Load(Path.Combine(_folder.Path, "main.js"), "scripts/main.js"), new ScriptHostServices
            {
                Registry = Registry,
                Topics = topics.Count == 0
                    ? null
                    : new RuledTopics(new TopicRules(topics), () => _histories, () => _presence),
                Settings = settings,
                Storage = new StorageAccess(storage ?? new MemoryStorage(static () => new StorageLimits(0, 0, 0, 0), Clock), "/", 1 << 20),
                Clock = Clock,
                Jobs = Jobs,
                ScriptLog = Said,
                Log = Log,
                WakeAfter = time => WokenAfter = time,
                Post = Posted.Enqueue,
                Outgoing = outgoing ?? new OutgoingClient(new FetchOptions(), Clock),
                RequestReplacement = () => Requests.Add("replace"),
                RequestRestart = () => Requests.Add("restart"),
                RequestStop = () => Requests.Add("stop"),
                Budget = budget ?? Budget,
                CloseOnFailure = true,
            });
            Host.Succession.GoLive();
        }
        catch
        {
            _folder.Dispose(); // a script that does not load leaves nothing to dispose of
            throw;
        }
    }

    /// <summary>Bytes of all histories.</summary>
    public static long MaxHistorySize => 1 << 20;

    public ScriptHost Host { get; }

    /// <summary>When the script's jobs are due.</summary>
    public JobBoard Jobs { get; }

    public ConnectionRegistry Registry { get; } = new();

    public FakeTimeProvider Clock { get; } = new();

    public LogLines Said { get; } = new();

    public LogLines Log { get; } = new();

    public List<string> Requests { get; } = [];

    /// <summary>What other threads left for a turn.</summary>
    public ConcurrentQueue<Action> Posted { get; } = new();

    public TimeSpan? WokenAfter { get; private set; }

    /// <summary>Opens a connection whose turns this host runs; <paramref name="data"/> as onUpgrade gave it.</summary>
    public (InMemoryTransport Transport, Connection Connection) Open(object? data = null)
    {
        var limits = new LimitsOptions();
        var settings = new ConnectionSettings(
            Registry, new Admission(limits, Clock), limits, new CompressionOptions(), Clock, new DeadlineQueue(Clock, limits.CloseTimeout));
        var transport = new InMemoryTransport();
        var headers = new Dictionary<string, string> { ["host"] = "server" };
        var request = new UpgradeRequest("/chat", "a=1", headers, ["v1"], "127.0.0.1");
        var connection = new Connection(transport, new ScriptWorker(100) { Handler = Host }, settings, request, null)
        {
            ScriptState = data,
        };
        transport.Sink = connection;
        connection.Open([]);
        return (transport, connection);
    }

    /// <summary>A script on a server whose topics have rules.</summary>
    public static Hosted WithTopics(string source, params TopicOptions[] topics) => new(null, source, default, null, null, topics: topics);

    /// <summary>What the client has received since it was last asked.</summary>
    public static IReadOnlyList<string> Received(InMemoryTransport transport) => Wire.Received(transport);

    /// <summary>Runs what was left for a turn, as the worker does.</summary>
    public void RunPosted()
    {
        while (Posted.TryDequeue(out var work)) work();
    }

    /// <summary>
    /// What the body of an async function returns, shown by <c>console.log</c>; or the failure that was logged. Waits for what comes
    /// from outside.
    /// </summary>
    public static async Task<string> EvaluateAsync(string body, OutgoingClient? outgoing = null)
    {
        var source =
            $$"""
            export async function onStart() {
              try { console.log(await (async () => { {{body}} })()); }
              catch (e) { console.log(`${e?.name}: ${e?.message}`); }
            }
            """;
        using var hosted = new Hosted(outgoing, source);
        hosted.Host.OnStart();
        var start = TimeProvider.System.GetTimestamp();
        while (hosted.Said.Lines.Count + hosted.Log.Lines.Count == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience.Limit, "It does not end.");
            hosted.RunPosted();
            hosted.Host.RunTimers();
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        return string.Join('\n', hosted.Said.Lines.Concat(hosted.Log.Lines));
    }

    /// <summary>What an expression is, shown by <c>console.log</c>; or the failure that was logged.</summary>
    public static string Evaluate(string expression)
    {
        using var hosted = new Hosted($"export function onStart() {{ console.log({expression}); }}");
        hosted.Host.OnStart();
        return string.Join('\n', hosted.Said.Lines.Concat(hosted.Log.Lines));
    }

    /// <summary>Why a script does not load.</summary>
    public static string LoadFailure(string source, params (string Name, string Source)[] others) =>
        Assert.Throws<ScriptLoadException>(() => new Hosted(source, Budget with { LoadTimeout = TimeSpan.FromMilliseconds(500) }, others).Dispose()).Message;

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose()
    {
        Host.Dispose();
        _folder.Dispose();
    }
}
