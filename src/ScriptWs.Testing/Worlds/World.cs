using System.Text;
using ScriptWs.Configuration;
using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing;

/// <summary>
/// Everything that belongs to one scenario: its server, its clients by name, its clock, its log. Step classes in C# take
/// it in their constructor; steps in JavaScript have it as <c>this</c> and <c>world</c>.
/// </summary>
public sealed partial class World : IAsyncDisposable
{
    /// <summary>How long a server in a process of its own may leave a client waiting: while it is replaced, on a busy machine.</summary>
    private static readonly TimeSpan PatienceWithProcesses = WaitBounds.Process;

    private readonly Dictionary<string, TestClient> _clients = new(StringComparer.OrdinalIgnoreCase);
    private readonly CapturedLog _log = new();
    private Uri? _address;
    private long _connects;
    private bool _isPlanned;

    internal World(ScenarioInfo scenario, Uri? url, Action<AttachedData> attach)
    {
        (Scenario, Url, _attach) = (scenario, url, attach);
        Setup = new ServerSetup();
        Servers = new ScenarioServers(Setup, _log, Clock);
        Container = new ScenarioContainer();
        Container.Register(this);
    }

    /// <summary>The scenario that runs.</summary>
    public ScenarioInfo Scenario { get; }

    /// <summary>The scenario's clock; its server's timers ring when it is moved.</summary>
    public VirtualClock Clock { get; } = new();

    /// <summary>What the scenario's server will be started with.</summary>
    public ServerSetup Setup { get; }

    /// <summary>The scenario's own server; <c>null</c> before it is started, and in a run against a server that was there before.</summary>
    public ScriptWsServer? Server { get; private set; }

    /// <summary>The server that was there before the run, and is tested from outside; <c>null</c> when each scenario has its own.</summary>
    public Uri? Url { get; }

    /// <summary>The clients in the order in which they came.</summary>
    public IReadOnlyCollection<TestClient> Clients => _clients.Values;

    /// <summary>The log of the scenario's server, scripts' consoles included.</summary>
    public IReadOnlyList<LogEntry> Log => _log.Entries;

    /// <summary>Warnings and errors in the log that no step has spoken of.</summary>
    public IReadOnlyList<LogEntry> UnexpectedLog => _log.Unexpected;

    /// <summary>The step that runs causes warnings or errors with this text.</summary>
    internal void AnnounceLog(string text) => _log.Announce(text);

    /// <summary>Whether a step or hook of the scenario has failed.</summary>
    public bool HasFailed { get; internal set; }

    internal ScenarioContainer Container { get; }

    /// <summary>All servers of the scenario; the first one is <see cref="Server"/>.</summary>
    internal ScenarioServers Servers { get; }

    /// <summary>What steps in JavaScript have for this world.</summary>
    internal object? ScriptObject { get; set; }

    /// <summary>Starts the scenario's server with what <see cref="Setup"/> holds, unless it runs.</summary>
    /// <exception cref="SkipStepException">The run tests a server from outside.</exception>
    /// <exception cref="ConfigurationException">Its settings are wrong.</exception>
    /// <exception cref="ScriptWsException">Its script does not load.</exception>
    public async Task<ScriptWsServer> StartServerAsync()
    {
        NeedsOwnServer();
        if (Server is { } running) return running;

        var server = await Servers.StartAsync().ConfigureAwait(false);
        StartedAt = server.Addresses[0];
        return Server = server;
    }

    /// <summary>The scenario's server starts with the first step that needs it: settings and files may still follow.</summary>
    /// <exception cref="SkipStepException">The run tests a server from outside.</exception>
    internal void PlanServer()
    {
        NeedsOwnServer();
        _isPlanned = true;
    }

    /// <summary>Starts the server if a step has spoken of one.</summary>
    /// <exception cref="SkipStepException">The run tests a server from outside.</exception>
    internal async Task StartPlannedAsync()
    {
        NeedsOwnServer();
        if (_isPlanned) await StartServerAsync().ConfigureAwait(false);
    }

    /// <summary>The scenario's server, which a step before has started or spoken of.</summary>
    /// <exception cref="SkipStepException">The run tests a server from outside.</exception>
    /// <exception cref="StepFailedException">No step has.</exception>
    internal async Task<ScriptWsServer> OwnServerAsync()
    {
        await StartPlannedAsync().ConfigureAwait(false);
        return Server ?? throw new StepFailedException("No server has been started; write a step before that starts one.");
    }

    /// <summary>The first address of the scenario's server, whether it listens there now or not; <c>null</c> before it was started.</summary>
    internal Uri? StartedAt { get; private set; }

    /// <summary>Saves the files and has the server look at them, if it runs.</summary>
    internal async Task ReloadAsync()
    {
        if (Server is null) return;
        Setup.WriteFiles();
        await Server.ReloadAsync().ConfigureAwait(false);
        await SettleAsync().ConfigureAwait(false);
    }

    /// <summary>Connects clients to a server of the scenario that runs in a process of its own.</summary>
    internal void UseServerAt(Uri address) => _address = address;

    /// <summary>Skips the scenario when the run tests a server from outside.</summary>
    /// <exception cref="SkipStepException">It does.</exception>
    public void NeedsOwnServer()
    {
        if (Url is not null) throw new SkipStepException($"This step needs a server of its own, and {Url} was there before.");
    }

    /// <summary>Connects a client, after starting the server if need be.</summary>
    /// <exception cref="StepFailedException">There is no answer, or the name is taken by a client that is still connected.</exception>
    public async Task<TestClient> ConnectAsync(string name, ConnectOptions? options = null)
    {
        if (_clients.TryGetValue(name, out var earlier))
        {
            if (!earlier.HasEnded) throw new StepFailedException($"{name} is connected already; give the second client a name of its own.");
            await earlier.DisposeAsync().ConfigureAwait(false);
        }

        options ??= new ConnectOptions();
        var address = options.Server ?? Url ?? _address ?? (await StartServerAsync().ConfigureAwait(false)).Addresses[0];
        if (_address is not null && options.Patience < PatienceWithProcesses) options = options with { Patience = PatienceWithProcesses };
        Interlocked.Increment(ref _connects);
        return _clients[name] = await TestClient.ConnectAsync(name, address, options, Clock, trustsAll: Url is null).ConfigureAwait(false);
    }

    /// <summary>The client of this name.</summary>
    /// <exception cref="StepFailedException">There is none.</exception>
    public TestClient Client(string name) => _clients.TryGetValue(name, out var client)
        ? client
        : throw new StepFailedException($"There is no client named {name}; {(_clients.Count == 0 ? "none is connected yet" : $"there is {string.Join(", ", _clients.Keys)}")}.");

    /// <summary>Marks log entries as foreseen: a warning or an error that no step speaks of fails the scenario.</summary>
    public void ExpectLog(IEnumerable<LogEntry> entries) => _log.Expect(entries);

    /// <summary>Drops the clients, stops the server, removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values) await client.DisposeAsync().ConfigureAwait(false);
        await Container.DisposeAsync().ConfigureAwait(false);
        await Servers.StopAsync().ConfigureAwait(false);
        Setup.Dispose();
    }

    /// <summary>What happened, for people who read a failure: each client's wire, then the log.</summary>
    internal IEnumerable<(string Name, string Text)> Evidence()
    {
        foreach (var client in _clients.Values) yield return ($"{client.Name}'s wire", string.Join('\n', client.Trace));
        var log = new StringBuilder();
        foreach (var entry in Log) log.Append(entry.IsScript ? "console" : entry.Level.ToString().ToLowerInvariant()).Append(": ").Append(entry.Text).Append('\n');
        if (log.Length > 0) yield return ("server's log", log.ToString().TrimEnd('\n'));
    }
}
