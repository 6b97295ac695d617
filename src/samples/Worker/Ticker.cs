namespace ScriptWs.Samples.Worker;

/// <summary>Runs the server, and tells its clients the time.</summary>
internal sealed class Ticker(ScriptWsServer server) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await server.StartAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await server.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await second.WaitForNextTickAsync(stoppingToken))
            server.Broadcast($"{TimeProvider.System.GetUtcNow():HH:mm:ss}");
    }
}
