using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Endpoints;
using ScriptWs.Reload;
using ScriptWs.Routing;
using ScriptWs.Scripting;
using ScriptWs.Supervision;

namespace ScriptWs.Running;

/// <summary>
/// The endpoints of a run: those that clients are routed to, and those that are no longer configured but still have connections.
/// Reading: any thread. Changing: one at a time.
/// </summary>
internal sealed class EndpointTable(EndpointFactory factory)
{
    private volatile RouteTable<Endpoint> _routes = factory.Create(null);
    private volatile Endpoint[] _removed = [];

    /// <summary>Loads the scripts of a run.</summary>
    /// <param name="run">The options, the clock, the log, and the C# code around the server.</param>
    /// <param name="registry">The connections.</param>
    /// <param name="heartbeat">Looks after connections, as it is in force.</param>
    /// <param name="expiry">Closes connections whose tokens expire.</param>
    /// <param name="nodes">What the nodes of a cluster do together.</param>
    /// <exception cref="ScriptWsException">A script does not load.</exception>
    public static EndpointTable Create(
        RunContext run, ConnectionRegistry registry, Func<Heartbeat?> heartbeat, TokenExpiry expiry, INodeServices nodes) =>
        new(new EndpointFactory(
            run.Options, run.Hooks, registry, heartbeat, expiry, run.Storage.Open(run.Options), nodes, run.Loggers, run.Clock));

    /// <summary>The endpoints that clients are routed to, in the configuration's order.</summary>
    public IReadOnlyList<Endpoint> Routed => _routes.Values;

    /// <summary>The workers of all endpoints, those included that are no longer configured.</summary>
    public IEnumerable<ScriptSlot> Slots => _routes.Values.Concat(_removed).SelectMany(endpoint => endpoint.Slots);

    public IEnumerable<ScriptReloader> Reloaders => _routes.Values.Select(endpoint => endpoint.Reloader).OfType<ScriptReloader>();

    /// <summary>The version of each script that is live.</summary>
    public IEnumerable<ScriptModule> Modules => Reloaders.Select(reloader => reloader.Module);

    /// <summary>The scripts that are live.</summary>
    public IReadOnlyList<ScriptStatus> Scripts =>
    [
        .. from endpoint in _routes.Values
           let reloader = endpoint.Reloader
           where reloader is not null
           let script = reloader.Module
           select new ScriptStatus(script.DisplayPath, script.Generation, endpoint.Path, endpoint.Slots.Count)
           {
               IsOutdated = reloader.IsOutdated,
               Jobs = JobsOf(endpoint),
           },
    ];

    /// <summary>Whether any script answers plain HTTP requests.</summary>
    public bool AnswersRequests => _routes.Values.Any(endpoint => endpoint.SlotOf(null).Host is { HandlesRequests: true });

    /// <summary>What is configured under a path or a pattern.</summary>
    public Endpoint? Named(string configured) => _routes.Named(configured);

    /// <summary>The endpoint that a WebSocket is asked for at.</summary>
    public RouteMatch<IEndpoint>? Find(RequestPath path) => AsInterface(_routes.Find(path));

    /// <summary>The endpoint that a plain HTTP request is at or below.</summary>
    public RouteMatch<Endpoint>? FindAtOrAbove(RequestPath path) => _routes.FindAtOrAbove(path);

    /// <inheritdoc cref="FindAtOrAbove"/>
    public RouteMatch<IEndpoint>? FindForHttp(RequestPath path) => AsInterface(_routes.FindAtOrAbove(path));

    /// <summary>The endpoints of new options. Endpoints whose path and dispatch are unchanged continue.</summary>
    /// <exception cref="ScriptWsException">The script of a new endpoint does not load.</exception>
    public RouteTable<Endpoint> CreateFor(ScriptWsOptions next)
    {
        var old = factory.Options;
        factory.Options = next;
        try
        {
            return factory.Create(_routes);
        }
        catch (ScriptWsException)
        {
            factory.Options = old;
            throw;
        }
    }

    /// <summary>Routes clients to these endpoints.</summary>
    /// <returns>The endpoints that are new, and those that are no longer configured.</returns>
    public (IReadOnlyList<Endpoint> Added, IReadOnlyList<Endpoint> Removed) Use(RouteTable<Endpoint> next)
    {
        var old = _routes.Values;
        _routes = next;
        return ([.. Except(next.Values, old)], [.. Except(old, next.Values)]);

        static IEnumerable<Endpoint> Except(IEnumerable<Endpoint> endpoints, IEnumerable<Endpoint> others) =>
            endpoints.ExceptBy(others.Select(other => other.Slots), endpoint => endpoint.Slots);
    }

    /// <summary>An endpoint that is no longer configured takes no new connections. It ends when its last connection has left.</summary>
    public async Task LetGoAsync(IReadOnlyList<Endpoint> removed)
    {
        foreach (var endpoint in removed)
        {
            if (endpoint.Reloader is { } reloader) await reloader.CloseAsync().ConfigureAwait(false);
        }

        var inUse = _removed.Concat(removed).ToLookup(endpoint => endpoint.HasConnections);
        foreach (var slot in inUse[false].SelectMany(endpoint => endpoint.Slots)) slot.Dispose();
        _removed = [.. inUse[true]];
    }

    /// <summary>Reloads every script that has changed.</summary>
    /// <param name="remakesEngines">Whether scripts that have not changed get new engines too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ReloadResult>> ReloadAsync(bool remakesEngines, CancellationToken cancellationToken) =>
        await Task.WhenAll(Reloaders.Select(reloader => reloader.ReloadAsync(remakesEngines, cancellationToken))).ConfigureAwait(false);

    /// <summary>Restores the previous generation of every script.</summary>
    public async Task<IReadOnlyList<ReloadResult>> RollbackAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Reloaders.Select(reloader => reloader.RollbackAsync(cancellationToken))).ConfigureAwait(false);

    /// <summary>Whether a previous version of a script is live, because the files on disk were refused.</summary>
    public bool AreOutdated => Reloaders.Any(reloader => reloader.IsOutdated);

    /// <summary>Ends all reloads, for good.</summary>
    public async Task CloseReloadersAsync()
    {
        foreach (var reloader in Reloaders) await reloader.CloseAsync().ConfigureAwait(false);
    }

    public void DisposeSlots()
    {
        foreach (var slot in Slots) slot.Dispose();
    }

    private static IReadOnlyList<JobStatus> JobsOf(Endpoint endpoint) => endpoint.Slots[0].Host?.JobBoard?.Jobs is { Count: > 0 } jobs
        ? [.. jobs.Select(job => new JobStatus(job.Name, job.Schedule, job.Next, job.Last, job.IsRunning))]
        : [];

    private static RouteMatch<IEndpoint>? AsInterface(RouteMatch<Endpoint>? found) =>
        found is { } route ? new(route.Value, route.Parameters) : null;
}
