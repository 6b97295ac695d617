namespace ScriptWs.Tests.Reload;

/// <summary>What /readyz answers while the files on disk are rejected.</summary>
public sealed class ReadinessTests
{
    private const string Main = """ "endpoints": [{ "path": "/", "script": "main.js" }], "script": { "watch": false } """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readiness_WhileAScriptIsRejected_IsThePreviousVersion()
    {
        await using var server = await ConfiguredServer.StartAsync(Main, "main.js");
        var before = await ReadinessAsync(server);
        server.Write("main.js", "export function onMessage( {");
        await server.Server.ReloadAsync(Cancel);
        var rejected = (await ReadinessAsync(server), server.Server.Scripts[0].IsOutdated);

        server.Write("main.js", ConfiguredServer.Script("main.js"));
        await server.Server.ReloadAsync(Cancel);

        Assert.Equal("ready", before);
        Assert.Equal(("ready (previous version)", true), rejected);
        Assert.Equal(("ready", false), (await ReadinessAsync(server), server.Server.Scripts[0].IsOutdated));
    }

    [Fact]
    public async Task Readiness_WhileTheConfigurationIsRejected_IsThePreviousVersion()
    {
        await using var server = await ConfiguredServer.StartAsync(Main, "main.js");
        await server.ReconfigureAsync($$"""{{Main}}, "limits": { "maxConections": 1 }""");
        var rejected = await ReadinessAsync(server);

        await server.ReconfigureAsync($$"""{{Main}}, "limits": { "maxConnections": 9 }""");

        Assert.Equal("ready (previous version)", rejected);
        Assert.Equal("ready", await ReadinessAsync(server));
    }

    private static async Task<string> ReadinessAsync(ConfiguredServer server)
    {
        using var client = new HttpClient();
        return (await client.GetStringAsync(new UriBuilder(server.Server.Addresses[0]) { Scheme = "http", Path = "/readyz" }.Uri, Cancel)).Trim();
    }
}
