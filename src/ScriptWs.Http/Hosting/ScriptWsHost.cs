using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using ScriptWs.Configuration;
using ScriptWs.Http.Logging;

namespace ScriptWs.Http.Hosting;

/// <summary>A server inside an ASP.NET Core application: it lives as long as the application, and listens on nothing itself.</summary>
internal sealed class ScriptWsHost : IHostedService, IDisposable
{
    private readonly Func<ScriptWsOptions> _read;
    private readonly List<EndpointOptions> _mapped = [];
    private readonly CancellationTokenRegistration _stopping;
    private readonly Func<IChangeToken?>? _changes;
    private readonly ILogger _log;
    private IDisposable? _watch;
    private Task _stopped = Task.CompletedTask;

    /// <param name="read">Reads the options.</param>
    /// <param name="loggers">The log.</param>
    /// <param name="clock">The clock; <c>null</c> for the system's.</param>
    /// <param name="lifetime">The application's.</param>
    /// <param name="changes">Reports when the options have changed; <c>null</c> when they come from no section of a configuration.</param>
    /// <param name="modules">What C# gives to its scripts.</param>
    public ScriptWsHost(
        Func<ScriptWsOptions> read,
        ILoggerFactory loggers,
        TimeProvider? clock,
        IHostApplicationLifetime lifetime,
        Func<IChangeToken?>? changes,
        IEnumerable<HostedModule> modules)
    {
        (_read, _changes, _log) = (read, changes, loggers.CreateLogger<ScriptWsHost>());
        Server = new ScriptWsServer(ReadOptions, loggers, clock);
        foreach (var module in modules) module.AddTo(Server.Modules);
        // Kestrel waits for its requests before it comes to us, and our WebSockets are such requests: they are let go before.
        _stopping = lifetime.ApplicationStopping.Register(() => _stopped = Server.StopAsync(CancellationToken.None));
    }

    public ScriptWsServer Server { get; }

    /// <summary>Makes sure that there is an endpoint for a route.</summary>
    /// <param name="path">The route's path, as server.json writes it.</param>
    /// <param name="script">Its script; <c>null</c> for what the configuration says, or C# handlers.</param>
    /// <returns>The endpoint's path.</returns>
    public string Map(string path, string? script)
    {
        if (script is null && _read().Endpoints is [{ Script: not null } only] && !only.IsAt(path)) return only.Path;

        _mapped.Add(new EndpointOptions { Path = path, Script = script });
        return path;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // First, so that a change during the start is not missed.
        if (_changes is not null) _watch = ChangeToken.OnChange(_changes, OnChanged);
        return Server.RestartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _watch?.Dispose();
        await Server.StopAsync(cancellationToken).ConfigureAwait(false);
        await _stopped.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _stopping.Dispose();
    }

    /// <summary>The application's thread, which must not wait for a reload.</summary>
    private void OnChanged()
    {
        if (Server.Options.Script.Watch) _ = Task.Run(ReloadAsync);
    }

    private async Task ReloadAsync()
    {
        try
        {
            await Server.ReloadAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.ReloadFailed(_log, e);
        }
    }

    /// <summary>The configuration, with what is mapped in it.</summary>
    /// <exception cref="ScriptWsException">The configuration and the code contradict each other.</exception>
    private ScriptWsOptions ReadOptions()
    {
        var options = _read();
        // What has neither a script nor a route can be reached by no client.
        var configured = options.Endpoints.Where(endpoint => (endpoint.Script is not null || _mapped.Count == 0) && !_mapped.Exists(mapped => endpoint.IsAt(mapped.Path)));
        return options with { IsHosted = true, Endpoints = [.. configured, .. _mapped.Select(mapped => Merge(mapped, [.. options.Endpoints.Where(endpoint => endpoint.IsAt(mapped.Path))]))] };
    }

    /// <summary>What the configuration says about a path holds for a route of that path: its rules must not be lost because the code names the script.</summary>
    private static EndpointOptions Merge(EndpointOptions mapped, EndpointOptions[] configured)
    {
        if (configured.Length > 1)
            throw new ScriptWsException($"endpoint {mapped.Path}: ASP.NET's routing does not tell apart the endpoints {string.Join(" and ", configured.Select(endpoint => endpoint.Path))} of the configuration; remove all but one.");
        if (configured is not [var known]) return mapped;
        if (known.Script is { } script && mapped.Script is { } other && Path.GetFullPath(script, "/") != Path.GetFullPath(other, "/"))
            throw new ScriptWsException($"endpoint {mapped.Path}: the script is \"{script}\" in the configuration and \"{other}\" in MapScriptWs; name it in one of the two.");

        return known with { Path = mapped.Path, Script = mapped.Script ?? known.Script };
    }
}
