using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.PlainHttp;
using ScriptWs.Protocol;
using ScriptWs.Reload;
using ScriptWs.Scripting;
using ScriptWs.Supervision;
using ScriptWs.Transport;

namespace ScriptWs.Running;

/// <summary>One run of the server, from start to stop: everything that a restart creates again.</summary>
internal sealed class RunningServer
{
    /// <summary>Opening handshakes in flight when another process takes over get this time; slower ones are answered 503.</summary>
    private static readonly TimeSpan TimeForHandshakes = TimeSpan.FromSeconds(2);

    private readonly RunContext _run;
    private readonly ConnectionTerms _connections;
    private readonly CurrentHeartbeat _heartbeat;
    private readonly TokenExpiry _tokenEnds;
    private readonly EndpointTable _endpoints;
    private readonly ServedUsers _users;
    private readonly ServedTopics _topics;
    private readonly ClusterMembership _cluster;
    private readonly HandshakeTerms _handshakes;
    private readonly ServedCertificates _certificates;
    private readonly Listening _listening;
    private readonly Renewable<StuckTurns> _stuckTurns;
    private readonly SourceWatch _watch;
    private readonly Reconfiguration _reconfiguration;
    private readonly WebServerUpgrades _upgrades;
    private readonly Drain _drain;

    /// <exception cref="ConfigurationException">The options contradict each other.</exception>
    /// <exception cref="ScriptWsException">A script does not load, or a certificate cannot be used.</exception>
    /// <param name="run">The options, the clock, the log, and the C# code around the server.</param>
    /// <param name="listen">Where to listen, in place of the options' addresses.</param>
    /// <param name="configuration">The file that the options came from, if they did.</param>
    /// <param name="statusChanged">Told each step of the watchdog, and whether no listener is left.</param>
    public RunningServer(
        RunContext run, IReadOnlyList<ListenOptions> listen, WatchedFiles? configuration, Action<RunningServer, ServerStatus> statusChanged)
    {
        run.Options.ThrowIfInvalid();
        _run = run;
        _connections = new ConnectionTerms(run);
        _heartbeat = new CurrentHeartbeat(run);
        _tokenEnds = new TokenExpiry(run.Clock, run.Loggers.CreateLogger<TokenExpiry>());
        var nodes = new NodeServices(run, _connections);
        _topics = new ServedTopics(run, _connections.Registry, () => _endpoints!.Slots);
        _endpoints = _topics.CreateEndpoints(() => _heartbeat.Value, _tokenEnds, nodes);
        _connections.BeginResumption();
        _users = new ServedUsers(run, _endpoints, _tokenEnds, nodes);
        _cluster = new ClusterMembership(run, _connections, _endpoints, nodes);
        _topics.Begin(_cluster.Node);
        _handshakes = new HandshakeTerms(run, _endpoints, _users, _connections, _cluster);
        _certificates = new ServedCertificates(run, _endpoints);
        _listening = new Listening(run, listen, _endpoints, _certificates, _handshakes, status => statusChanged(this, status));
        _stuckTurns = new Renewable<StuckTurns>(() => new StuckTurns(
            run.Options.Script.Stuck, () => _endpoints.Slots, run.Hooks.RaiseUnresponsive, run.Loggers.CreateLogger<StuckTurns>()));
        _watch = new SourceWatch(run, configuration, _endpoints, _certificates);
        _reconfiguration = new Reconfiguration(
            run, _endpoints, _certificates, _users, _connections, _handshakes, _heartbeat, _stuckTurns, _watch);
        _upgrades = new WebServerUpgrades(run, _endpoints, _handshakes);
        _drain = new Drain(
            () => run.Options.Shutdown, _connections.Admission, _connections.Registry, () => _endpoints.Slots, run.Clock, run.Log);
    }

    public ConnectionRegistry Registry => _connections.Registry;

    public IReadOnlyList<Uri> Addresses => _listening.Addresses;

    /// <summary>Whether no client can connect.</summary>
    public bool IsDeaf => _listening.IsDeaf;

    public IReadOnlyList<ScriptStatus> Scripts => _endpoints.Scripts;

    /// <summary>The version of each script that is live.</summary>
    public IEnumerable<ScriptModule> Modules => _endpoints.Modules;

    /// <summary>How many events wait for each worker, with its endpoint's path.</summary>
    public IEnumerable<(string Path, int Waiting)> Workers =>
        _endpoints.Routed.SelectMany(endpoint => endpoint.Slots, (endpoint, slot) => (endpoint.Path, slot.Worker.Waiting));

    public bool IsIdle => _heartbeat.IsIdle && _cluster.IsIdle && _endpoints.Slots.All(slot => slot.Worker.IsIdle);

    /// <summary>What to listen on to get the same ports again.</summary>
    public IReadOnlyList<ListenOptions> ListenAgain => _listening.Again;

    /// <summary>Whether any script answers plain HTTP requests.</summary>
    public bool AnswersRequests => _endpoints.AnswersRequests;

    /// <summary>This server in its cluster; <c>null</c> outside one.</summary>
    public ClusterStatus? Cluster => _cluster.Status;

    /// <inheritdoc cref="ClusterMembership.JoinAsync"/>
    public Task JoinAsync() => _cluster.JoinAsync();

    /// <inheritdoc cref="ClusterMembership.Close"/>
    public bool Close(Guid id, CloseStatus status) => _cluster.Close(id, status);

    /// <summary>This server as a node.</summary>
    public ClusterMembership Membership => _cluster;

    /// <summary>Leaves the cluster, because the start failed.</summary>
    public Task LeaveAsync() => _cluster.LeaveAsync();

    /// <exception cref="ScriptWsException">An address cannot be listened on.</exception>
    public void Start()
    {
        try
        {
            _listening.Start();
        }
        catch (ListenException e)
        {
            _endpoints.DisposeSlots();
            throw new ScriptWsException(e.Message, e);
        }

        _watch.Renew();
        _certificates.WatchExpiry();
        _users.WarnOfUnreachable();
        foreach (var slot in _endpoints.Slots) slot.OnStart();
    }

    /// <summary>Reloads every script, module and certificate that has changed.</summary>
    public async Task<IReadOnlyList<ReloadResult>> ReloadAsync(CancellationToken cancellationToken)
    {
        _certificates.Reload();
        await _watch.ReloadModulesAsync().ConfigureAwait(false);
        return await _endpoints.ReloadAsync(remakesEngines: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Restores the previous generation of every script.</summary>
    public Task<IReadOnlyList<ReloadResult>> RollbackAsync(CancellationToken cancellationToken) =>
        _endpoints.RollbackAsync(cancellationToken);

    /// <inheritdoc cref="Reconfiguration.ApplyAsync"/>
    public Task<(IReadOnlyList<string> Changed, IReadOnlyList<string> NeedRestart)> ReconfigureAsync(ScriptWsOptions next) =>
        _reconfiguration.ApplyAsync(next);

    /// <inheritdoc cref="WebServerUpgrades.UpgradeAsync"/>
    public Task<PlainAnswer?> UpgradeAsync(WebSocketUpgrade upgrade) => _upgrades.UpgradeAsync(upgrade);

    /// <summary>Stops accepting, for good; connections stay.</summary>
    public void StopAccepting() => _listening.Stop();

    /// <summary>Stops accepting because another process does, and gives opening handshakes that are under way a little time.</summary>
    public async Task LeaveListeningAsync()
    {
        StopAccepting();
        await Task.WhenAny(_connections.Admission.WhenNoHandshake(), Task.Delay(TimeForHandshakes, _run.Clock)).ConfigureAwait(false);
    }

    /// <summary>Lets all connections go and ends everything that was created for this run.</summary>
    public async Task StopAsync(string reason, CloseStatus status)
    {
        _listening.Dispose();
        _stuckTurns.Dispose();
        _connections.Admission.Drain();
        _watch.Dispose();
        _certificates.Dispose();
        await _endpoints.CloseReloadersAsync().ConfigureAwait(false);
        await _topics.BeginLeavingAsync().ConfigureAwait(false);
        using (var noTimeLeft = new CancellationTokenSource())
        {
            var http = _run.Hooks.HttpServer?.StopAsync(noTimeLeft.Token) ?? Task.CompletedTask;
            await _drain.RunAsync(reason, status, _listening.Stop).ConfigureAwait(false);
            await noTimeLeft.CancelAsync().ConfigureAwait(false);
            await http.ConfigureAwait(false);
        }

        _endpoints.DisposeSlots();
        await _connections.CompleteResumptionAsync().ConfigureAwait(false);
        await _topics.DisposeAsync().ConfigureAwait(false);
        await _cluster.LeaveAsync().ConfigureAwait(false);
        await _run.EndAsync().ConfigureAwait(false);
        _heartbeat.Dispose();
        _tokenEnds.Dispose();
        _connections.Dispose();
    }

    /// <summary>Ends the listeners as if the system had closed their sockets.</summary>
    public void KillListeners() => _listening.Kill();

    /// <summary>Drops what is left of a run that stops, or will.</summary>
    public void Hurry() => _drain.Hurry();
}
