using System.Text;
using Microsoft.Extensions.Configuration;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

/// <summary>A section of an application's own configuration, from any of .NET's providers.</summary>
public sealed class SectionTests
{
    private const string Everything = """
        {
          "listen": [ { "port": 1 }, {} ],
          "endpoints": [ { "path": "/a", "subprotocols": ["x", "y"], "authentication": false }, { "path": "/b" } ],
          "limits": { "maxMessageSize": "64KiB", "messageRate": { "count": 5, "per": "2s" }, "connectRate": null },
          "heartbeat": { "enabled": false, "interval": 60 },
          "static": {},
          "origins": [],
          "supervision": true
        }
        """;

    [Fact]
    public void JsonProvider_WithTheSameText_GivesTheOptionsOfTheFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("server.json", Everything);
        var section = FromJson($$"""{ "Other": 1, "ScriptWs": {{Everything}} }""").GetSection("ScriptWs");

        var options = ServerConfiguration.From(section, folder.Path);

        var file = ServerConfiguration.Load(Path.Combine(folder.Path, "server.json"));
        Assert.Equal(ServerConfiguration.Describe(file), ServerConfiguration.Describe(options));
        Assert.Equal(folder.Path, options.BaseDirectory);
        Assert.Null(options.File);
    }

    [Fact]
    public void MemoryProvider_WithIndices_MakesLists()
    {
        var section = FromMemory(("Listen:0:Port", "1"), ("Listen:1:Address", "::1"), ("Origins:0", "https://a.example"), ("Static:/assets", "."));

        var options = ServerConfiguration.From(section);

        Assert.Equal([1, 8080], options.Listen.Select(listen => listen.Port));
        Assert.Equal(["127.0.0.1", "::1"], options.Listen.Select(listen => listen.Address));
        Assert.Equal(["https://a.example"], options.Origins);
        Assert.Equal(".", options.Static["/assets"]);
    }

    [Fact]
    public void From_NoSuchSection_IsAllDefaults()
    {
        var options = ServerConfiguration.From(FromMemory().GetSection("None"), "/");

        Assert.Equal(ServerConfiguration.Describe(new ScriptWsOptions()), ServerConfiguration.Describe(options));
    }

    [Fact]
    public void From_SeveralErrors_ReportsAllWithTheirFullKeys()
    {
        var section = FromMemory(("Limits:MaxConections", "1"), ("Limits:MaxFragments", "0"), ("Heartbeat:Interval:Seconds", "5"), ("Listen:First:Port", "1"), ("Listen:0:Port", "80x"));

        var errors = Assert.Throws<ConfigurationException>(() => ServerConfiguration.From(section)).Errors.Select(error => error.ToString());

        Assert.Equal(
            [
                "App:ScriptWs:Heartbeat:Interval:Seconds: \"Seconds\" is not a setting.",
                "App:ScriptWs:Limits:MaxConections: \"MaxConections\" is not a setting; did you mean \"maxConnections\"?",
                "App:ScriptWs:Listen:First:Port: \"First\" is not a setting.",
                "App:ScriptWs:heartbeat:interval: heartbeat.interval must be a duration such as \"30s\", \"500ms\", \"2m\" or a number of seconds.",
                "App:ScriptWs:limits:maxFragments: limits.maxFragments must be at least 1 (found 0).",
                "App:ScriptWs:listen:0:port: listen[0].port must be a whole number (found \"80x\").",
            ],
            errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void From_EmptySectionThatIsNoSetting_IsRefused()
    {
        var section = FromJson("""{ "ScriptWs": { "Hartbeat": {} } }""").GetSection("ScriptWs");

        var error = Assert.Throws<ConfigurationException>(() => ServerConfiguration.From(section));

        Assert.Equal("ScriptWs:Hartbeat: \"Hartbeat\" is not a setting; did you mean \"heartbeat\"?", error.Message);
    }

    [Fact]
    public void From_RuleBetweenSettings_NamesTheFullKey()
    {
        var section = FromMemory(("Watchdog:Enabled", "false"), ("Watchdog:Monitor:Enabled", "true"));

        var error = Assert.Throws<ConfigurationException>(() => ServerConfiguration.From(section));

        Assert.Equal(
            "App:ScriptWs:watchdog:monitor:enabled: watchdog.monitor.enabled needs the watchdog, which is off; set watchdog.enabled, or remove the setting.",
            error.Message);
    }

    [Fact]
    public void From_FlagInPlaceOfASection_CanHaveKeysBeside()
    {
        var options = ServerConfiguration.From(FromMemory(("Supervision", "true"), ("Supervision:Intensity", "5")));

        Assert.Equal(new SupervisionOptions { Enabled = true, Intensity = 5 }, options.Supervision);
    }

    [Fact]
    public void From_FlagThatItsKeyContradicts_IsRefused()
    {
        var error = Assert.Throws<ConfigurationException>(() => ServerConfiguration.From(FromMemory(("Supervision", "true"), ("Supervision:Enabled", "false"))));

        Assert.Equal("App:ScriptWs:supervision: supervision and its key enabled differ; set one of the two.", error.Message);
    }

    [Fact]
    public void From_WholeConfiguration_TakesAServerJson()
    {
        var options = ServerConfiguration.From(FromJson("""{ "$schema": "./server.schema.json", "limits": { "maxConnections": 5 } }"""));

        Assert.Equal(5, options.Limits.MaxConnections);
    }

    [Theory]
    [InlineData("Authentication:Users", "hunter2")]
    [InlineData("Authentication:Users:0", "hunter2")]
    [InlineData("Authentication:Users:0:ApiKeyHashes", "hunter2")]
    [InlineData("Authentication:Users:0:ApiKeyHashes:0", "hunter2")]
    [InlineData("Authentication:Users:0:PasswordHash", "hunter2")]
    [InlineData("Authentication:Users:0:Password:Text", "hunter2")]
    [InlineData("Authentication:Bearer", "hunter2")]
    [InlineData("Authentication:Bearer:Secret", "hunter2")]
    [InlineData("Authentication", "hunter2")]
    [InlineData("Tls", "hunter2")]
    [InlineData("Tls:Certificates", "hunter2")]
    [InlineData("Tls:Certificates:0", "hunter2")]
    public void From_SecretInTheWrongPlace_IsNeverShown(string key, string secret)
    {
        var error = Assert.Throws<ConfigurationException>(() => ServerConfiguration.From(FromMemory((key, secret))));

        Assert.DoesNotContain(secret, error.Message, StringComparison.Ordinal);
    }

    private static IConfigurationSection FromMemory(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create($"App:ScriptWs:{pair.Key}", (string?)pair.Value)))
            .Build()
            .GetSection("App:ScriptWs");

    private static IConfigurationRoot FromJson(string json) => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
