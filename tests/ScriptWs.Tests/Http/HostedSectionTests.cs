using Microsoft.Extensions.Configuration;
using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Tests.Reload;

namespace ScriptWs.Tests.Http;

/// <summary>AddScriptWs with a section of the application's configuration.</summary>
public sealed class HostedSectionTests
{
    private const string Echo = "export function onMessage(connection, text) { connection.send(text); }";

    [Fact]
    public async Task Server_OfASection_TakesItsSettings()
    {
        var configuration = Configuration(new() { ["ScriptWs:Limits:MaxConnections"] = "7", ["ScriptWs:Endpoints:0:Script"] = "main.js" });

        await using var app = await StartAsync(configuration, new ServerLog());

        Assert.Equal(7, app.Server.Options.Limits.MaxConnections);
        Assert.Equal("main.js", app.Server.Scripts.Single().Path);
    }

    [Fact]
    public async Task Section_WithAnUnknownKey_EndsTheStart()
    {
        var configuration = Configuration(new() { ["ScriptWs:Limits:MaxConections"] = "7" });

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => StartAsync(configuration, new ServerLog()));

        Assert.Equal("ScriptWs:Limits:MaxConections: \"MaxConections\" is not a setting; did you mean \"maxConnections\"?", error.Message);
    }

    [Fact]
    public async Task Section_ThatChanges_IsReloaded()
    {
        var (log, configuration) = (new ServerLog(), Configuration(new() { ["ScriptWs:Endpoints:0:Script"] = "main.js" }));
        await using var app = await StartAsync(configuration, log);

        Change(configuration, "ScriptWs:Limits:MaxConnections", "7");
        await log.LineAsync("limits.maxConnections");

        Assert.Equal(7, app.Server.Options.Limits.MaxConnections);
    }

    [Fact]
    public async Task Section_ThatBecomesWrong_LeavesThePreviousOptions()
    {
        var (log, configuration) = (new ServerLog(), Configuration(new() { ["ScriptWs:Endpoints:0:Script"] = "main.js" }));
        await using var app = await StartAsync(configuration, log);

        Change(configuration, "ScriptWs:Limits:MaxConnections", "many");
        var line = await log.LineAsync("ScriptWs:limits:maxConnections");

        Assert.Contains("limits.maxConnections must be a whole number (found \"many\").", line, StringComparison.Ordinal);
        Assert.Equal(0, app.Server.Options.Limits.MaxConnections);
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private static Task<HostedApp> StartAsync(IConfiguration configuration, ServerLog log) =>
        HostedApp.StartAsync(app => app.MapScriptWs("/"), services => services.AddScriptWs(configuration.GetSection("ScriptWs")), Echo, log: log);

    private static void Change(IConfigurationRoot configuration, string key, string value)
    {
        // A reload of the memory provider keeps what was set.
        configuration[key] = value;
        configuration.Reload();
    }
}
