using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Outgoing;
using ScriptWs.Reload;
using ScriptWs.Routing;
using ScriptWs.Scripting;
using ScriptWs.Storage;
using ScriptWs.Supervision;
using ScriptWs.Topics;

namespace ScriptWs.Endpoints;

/// <summary>Makes the endpoints of a server: loads each script once and gives each worker an engine of its own.</summary>
internal sealed class EndpointFactory(
    ScriptWsOptions options,
    IServerEvents? events,
    ConnectionRegistry registry,
    Func<Heartbeat?> heartbeat,
    TokenExpiry? expiry,
    IStorage? storage,
    INodeServices? nodes,
    ILoggerFactory loggers,
    TimeProvider clock)
{
    private readonly SharedStore _store = new();
    private readonly OutgoingClients _outgoing = new(clock);
    private readonly Instruments _instruments = events?.Instruments ?? Instruments.Unobserved;

    /// <summary>Topics that have a rule; <c>null</c> when there are no rules.</summary>
    public RuledTopics? Topics { get; init; }

    /// <summary>The modules of C# that scripts import.</summary>
    private HostModuleTable? HostModules { get; init; } = events?.HostModules;

    /// <summary>What endpoints and engines are made by from now on.</summary>
    public ScriptWsOptions Options { get; set; } = options;

    /// <exception cref="ScriptWsException">A script does not load, or an endpoint has neither script nor C# handlers.</exception>
    /// <param name="running">Endpoints that run; those that are still wanted go on.</param>
    public RouteTable<Endpoint> Create(RouteTable<Endpoint>? running)
    {
        var endpoints = new List<Endpoint>();
        var created = new List<Endpoint>();
        try
        {
            foreach (var endpoint in Options.Endpoints)
            {
                if (running?.Named(endpoint.Path) is { } old && old.Reloader is null == endpoint.Script is null)
                {
                    endpoints.Add(old.With(endpoint));
                    continue;
                }

                created.Add(Create(endpoint));
                endpoints.Add(created[^1]);
            }

            return new RouteTable<Endpoint>(endpoints, endpoint => endpoint.Path);
        }
        catch (Exception e) when (e is ScriptLoadException or ScriptWsException)
        {
            foreach (var slot in created.SelectMany(endpoint => endpoint.Slots)) slot.Dispose();
            throw e as ScriptWsException ?? new ScriptWsException(e.Message, e);
        }
    }

    /// <summary>Loads and links each script once, and lets it go again.</summary>
    /// <param name="wanted">The options.</param>
    /// <param name="asking">Takes the paths whose scripts export <c>onAuthenticate</c>.</param>
    /// <param name="warnings">Takes what is legal in them and hardly meant.</param>
    /// <param name="modules">The modules of C# that they may import.</param>
    /// <returns>What is wrong with each that does not load.</returns>
    public static IReadOnlyList<string> Check(
        ScriptWsOptions wanted, ISet<string> asking, ISet<string> warnings, HostModuleTable modules)
    {
        var factory = new EndpointFactory(
            wanted, null, new ConnectionRegistry(), () => null, null, null, null, NullLoggerFactory.Instance, TimeProvider.System)
        {
            HostModules = modules,
        };
        var failures = new List<string>();
        foreach (var endpoint in wanted.Endpoints.Where(endpoint => endpoint.Script is not null))
        {
            try
            {
                foreach (var slot in factory.Create(endpoint with { Dispatch = DispatchMode.Serial }).Slots)
                {
                    if (slot.Host is { HandlesAuthentication: true }) asking.Add(endpoint.Path);
                    warnings.UnionWith(slot.Host?.Warnings ?? []);
                    slot.Dispose();
                }
            }
            catch (ScriptLoadException e)
            {
                failures.Add(e.Message);
            }
        }

        return failures;
    }

    private Endpoint Create(EndpointOptions endpoint)
    {
        if (endpoint.Script is null && events is { HasHandlers: false })
        {
            throw new ScriptWsException(
                $"endpoint {endpoint.Path}: nothing answers there (no script, no C# handler); set \"script\", or attach MessageReceived before the start.");
        }

        var workers = endpoint.Dispatch == DispatchMode.Serial ? 1 : Options.Script.Workers > 0 ? Options.Script.Workers : Environment.ProcessorCount;
        var slots = new ScriptSlot[workers];
        for (var i = 0; i < workers; i++) slots[i] = CreateSlot(endpoint.Path);
        return new Endpoint(endpoint, endpoint.Script is { } script ? CreateReloader(endpoint.Path, script, slots) : null, slots);
    }

    private ScriptReloader CreateReloader(string path, string script, ScriptSlot[] slots)
    {
        var jobs = new JobBoard(clock, nodes?.JobsOf(path));
        var target = new ReloadTarget(
            path,
            Path.Combine(Options.BaseDirectory, script),
            script,
            slots,
            (module, slot, turnFailed) => new ScriptHost(module, ServicesFor(path, slot, slot == slots[0] ? jobs : null, turnFailed)),
            () => ImportMap.Of(Options, path),
            () => Options.Script,
            result => events?.RaiseReloaded(result));
        try
        {
            return new ScriptReloader(target, clock, loggers.CreateLogger<ScriptReloader>());
        }
        catch (ScriptLoadException)
        {
            foreach (var slot in slots) slot.Dispose();
            throw;
        }
    }

    private ScriptSlot CreateSlot(string path)
    {
        var slot = new ScriptSlot(Options.Script.Mailbox, clock, loggers.CreateLogger<ScriptWorker>());
        if (events is not null)
        {
            var log = loggers.CreateLogger(LogCategories.Server);
            var handler = new EndpointHandler(events, slot, heartbeat, expiry, _instruments.Of(path), log);
            if (events.Middleware is { Count: > 0 } middleware) handler.Use(middleware);
            slot.Worker.Handler = handler;
        }

        return slot;
    }

    private ScriptHostServices ServicesFor(string path, ScriptSlot slot, JobBoard? jobs, Action turnFailed) => new()
    {
        Registry = registry,
        Topics = Topics,
        Store = _store,
        Jobs = jobs,
        Storage = storage is null ? null : new StorageAccess(storage, path, Options.Storage.MaxValueSize),
        Events = nodes is null ? null : new EventAccess(nodes.Events, path),
        Settings = SettingsData.Join(
            Options.Settings, Options.Endpoints.FirstOrDefault(endpoint => endpoint.Path == path)?.Settings ?? default),
        HostModules = HostModules,
        Clock = clock,
        ScriptLog = loggers.CreateLogger("ScriptWs.Script"),
        Log = loggers.CreateLogger<ScriptHost>(),
        WakeAfter = slot.WakeAfter,
        Post = slot.Post,
        Outgoing = _outgoing.Of(path, Options.Fetch),
        RequestReplacement = slot.Replace,
        TurnFailed = turnFailed,
        Instruments = _instruments.Of(path),
        RequestRestart = () => events?.RequestRestart(),
        RequestStop = () => events?.RequestStop(),
        Budget = ScriptBudget.From(Options.Script),
        CloseOnFailure = Options.Script.OnFailure == ScriptFailurePolicy.Close,
    };
}
