using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Reload;
using ScriptWs.Scripting;
using ScriptWs.Supervision;

namespace ScriptWs;

/// <summary>Makes the endpoints of a server: loads each script once and gives each worker an engine of its own.</summary>
internal sealed class EndpointFactory(
    ScriptWsOptions options, ScriptWsServer? server, ConnectionRegistry registry, Heartbeat? heartbeat, ILoggerFactory loggers, TimeProvider clock)
{
    /// <summary>What a turn may take beyond its budget before a reload gives up waiting for its end: a long built-in is not cut off.</summary>
    private static readonly TimeSpan TurnGrace = TimeSpan.FromSeconds(4);

    private readonly SharedStore _store = new();

    /// <exception cref="ScriptWsException">A script does not load, or an endpoint has neither script nor C# handlers.</exception>
    public Dictionary<string, Endpoint> Create()
    {
        var endpoints = new Dictionary<string, Endpoint>(StringComparer.Ordinal);
        try
        {
            foreach (var endpoint in options.Endpoints) endpoints.Add(endpoint.Path, Create(endpoint));
            return endpoints;
        }
        catch (ScriptLoadException e)
        {
            foreach (var slot in endpoints.Values.SelectMany(endpoint => endpoint.Slots)) slot.Dispose();
            throw new ScriptWsException(e.Message, e);
        }
    }

    /// <summary>Loads and links each script once, and lets it go again.</summary>
    /// <returns>What is wrong with each that does not load.</returns>
    public static IReadOnlyList<string> Check(ScriptWsOptions options)
    {
        var factory = new EndpointFactory(options, null, new ConnectionRegistry(), null, NullLoggerFactory.Instance, TimeProvider.System);
        var failures = new List<string>();
        foreach (var endpoint in options.Endpoints.Where(endpoint => endpoint.Script is not null))
        {
            try
            {
                foreach (var slot in factory.Create(endpoint with { Dispatch = DispatchMode.Serial }).Slots) slot.Dispose();
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
        if (endpoint.Script is null && server is { HasHandlers: false })
        {
            throw new ScriptWsException(
                $"endpoint {endpoint.Path}: nothing answers there (no script, no C# handler); set \"script\", or attach MessageReceived before the start.");
        }

        var workers = endpoint.Dispatch == DispatchMode.Serial ? 1 : options.Script.Workers > 0 ? options.Script.Workers : Environment.ProcessorCount;
        ScriptSlot[] slots = [.. Enumerable.Range(0, workers).Select(_ => CreateSlot())];
        return new Endpoint(endpoint, endpoint.Script is { } script ? CreateReloader(endpoint.Path, script, slots) : null, slots);
    }

    private ScriptReloader CreateReloader(string path, string script, IReadOnlyList<ScriptSlot> slots)
    {
        var target = new ReloadTarget(
            path,
            Path.Combine(options.BaseDirectory, script),
            script,
            slots,
            (module, slot, turnFailed) => new ScriptHost(module, ServicesFor(slot, turnFailed)),
            options.Script.TurnTimeout + TurnGrace,
            options.Script.Rollback,
            result => server?.RaiseReloaded(result));
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

    private ScriptSlot CreateSlot()
    {
        var slot = new ScriptSlot(options.Script.Mailbox, clock, loggers.CreateLogger<ScriptWorker>());
        if (server is not null) slot.Worker.Handler = new EndpointHandler(server, slot, heartbeat, loggers.CreateLogger<ScriptWsServer>());
        return slot;
    }

    private ScriptHostServices ServicesFor(ScriptSlot slot, Action turnFailed) => new()
    {
        Registry = registry,
        Store = _store,
        Clock = clock,
        ScriptLog = loggers.CreateLogger("ScriptWs.Script"),
        Log = loggers.CreateLogger<ScriptHost>(),
        WakeAfter = slot.WakeAfter,
        RequestReplacement = slot.Replace,
        TurnFailed = turnFailed,
        RequestRestart = () => server?.RequestRestart(),
        RequestStop = () => server?.RequestStop(),
        Budget = ScriptBudget.From(options.Script),
        CloseOnFailure = options.Script.OnFailure == ScriptFailurePolicy.Close,
    };
}
