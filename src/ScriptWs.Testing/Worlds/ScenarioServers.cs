using ScriptWs.Configuration;
using ScriptWs.Http;

namespace ScriptWs.Testing.Worlds;

/// <summary>The servers of a scenario: one, or the nodes of a cluster. All are started with the same setup.</summary>
internal sealed class ScenarioServers(ServerSetup setup, CapturedLog log, VirtualClock clock)
{
    private readonly List<ScriptWsServer> _all = [];

    /// <summary>In the order of their start.</summary>
    public IReadOnlyList<ScriptWsServer> All => _all;

    /// <summary>Whether no handler runs, and nothing is on its way between them.</summary>
    public bool AreIdle => _all.TrueForAll(static server => server.IsIdle);

    /// <summary>TCP connections that they accepted.</summary>
    public long Accepted => _all.Sum(static server => server.AcceptedConnections);

    /// <summary>Starts another one.</summary>
    public async Task<ScriptWsServer> StartAsync()
    {
        var file = setup.Write();
        var server = new ScriptWsServer(() => ServerSetup.Load(file), log, clock).ServeHttp(loggerFactory: log);
        setup.AddTo(server);
        await server.StartAsync().ConfigureAwait(false);
        _all.Add(server);
        return server;
    }

    /// <param name="number">1 for the first.</param>
    /// <exception cref="StepFailedException">There is none.</exception>
    public ScriptWsServer Find(int number) => _all.ElementAtOrDefault(number - 1)
        ?? throw new StepFailedException($"There is no server {number}; the scenario has started {_all.Count}.");

    /// <summary>Stops them without waiting for a time to pass: the clock stands still.</summary>
    public async Task StopAsync()
    {
        foreach (var server in _all) await server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
    }
}
