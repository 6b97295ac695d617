using System.Text.Json;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Cluster.Resumptions;

public sealed class RedisResumptionTests : ClusterResumptionContract, IAsyncLifetime
{
    private RedisServer? _redis;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Tool.Find("redis-server") is not null, "redis-server is not installed.");
        _redis = await RedisServer.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        _redis?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Connection_OfANodeThatIsKilled_IsResumedByAnother()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.js", Script);
        await using var servers = await StartAsync();
        await using var killed = ServingProcess.Start(
            folder.Path,
            [
                "run", "main.js", "--listen", "0", "--cluster:url", _redis!.Url, "--cluster:timeout", "60s",
                "--storage:backend", "cluster", "--sessions:keep", "5m",
            ]);
        using var client = await DotNetClient.ConnectAsync(await killed.AddressAsync());
        var token = JsonElement.Parse(await client.ReceiveTextAsync()).GetProperty("token").GetString()!;
        await client.SendAsync("bread");
        Assert.Equal("bread", await client.ReceiveTextAsync());
        await WaitUntilKeptAsync(servers, "bread");
        await killed.SignalAsync("KILL");
        await killed.ExitCodeAsync();

        using var resumed = await ResumeAsync(servers.Second.Addresses[0], token);
        using var reused = await ResumeAsync(servers.First.Addresses[0], token);

        Assert.Equal("""true ["bread"] ["news"]""", await WelcomeAsync(resumed));
        Assert.Equal("""false [] ["news"]""", await WelcomeAsync(reused));
    }

    private protected override Task<TwoServers> StartAsync() => StartAsync(_redis!.Url);
}
