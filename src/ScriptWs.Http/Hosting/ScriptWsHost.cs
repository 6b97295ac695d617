using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;

namespace ScriptWs.Http.Hosting;

/// <summary>A server inside an ASP.NET Core application: it lives as long as the application, and listens on nothing itself.</summary>
internal sealed class ScriptWsHost : IHostedService, IDisposable
{
    private readonly Func<ScriptWsOptions> _read;
    private readonly List<EndpointOptions> _mapped = [];
    private readonly CancellationTokenRegistration _stopping;
    private Task _stopped = Task.CompletedTask;

    public ScriptWsHost(Func<ScriptWsOptions> read, ILoggerFactory loggers, TimeProvider? clock, IHostApplicationLifetime lifetime)
    {
        _read = read;
        Server = new ScriptWsServer(ReadOptions, loggers, clock);
        // Kestrel waits for its requests before it comes to us, and our WebSockets are such requests: they are let go before.
        _stopping = lifetime.ApplicationStopping.Register(() => _stopped = Server.StopAsync(CancellationToken.None));
    }

    public ScriptWsServer Server { get; }

    /// <summary>Makes sure that there is an endpoint for a route.</summary>
    /// <param name="pattern">The route's pattern.</param>
    /// <param name="script">Its script; <c>null</c> for what the configuration says, or C# handlers.</param>
    /// <returns>The endpoint's path.</returns>
    public string Map(string pattern, string? script)
    {
        var path = pattern.StartsWith('/') ? pattern : "/" + pattern;
        if (script is null && _read().Endpoints is [{ Script: not null } only] && only.Path != path) return only.Path;

        _mapped.Add(new EndpointOptions { Path = path, Script = script });
        return path;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Server.RestartAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Server.StopAsync(cancellationToken).ConfigureAwait(false);
        await _stopped.ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>The configuration, with what is mapped in it.</summary>
    private ScriptWsOptions ReadOptions()
    {
        var options = _read();
        var configured = options.Endpoints.Where(endpoint => endpoint.Script is not null || _mapped.Count == 0);
        var mapped = _mapped.Where(endpoint => endpoint.Script is not null || !options.Endpoints.Any(known => known.Path == endpoint.Path && known.Script is not null));
        return options with { IsHosted = true, Endpoints = [.. configured.Where(known => !mapped.Any(endpoint => endpoint.Path == known.Path)), .. mapped] };
    }
}
