using System.Text.Json;
using ScriptWs.Configuration;
using ScriptWs.Tests.Reload;

namespace ScriptWs.Tests.Scripting;

public sealed class SettingsTests
{
    private const string Secret = "c0rrect-h0rse";

    [Theory]
    [InlineData("((s) => s.smtp.hosts[1] + s.retries + s.debug + s.none)(server.settings)", "b3truenull")]
    [InlineData("Object.keys(server.settings)", "[ 'key', 'retries', 'debug', 'none', 'smtp' ]")]
    [InlineData("JSON.stringify(server.settings.smtp)", """{"hosts":["a","b"],"deep":{"x":1}}""")]
    [InlineData("{ ...server.settings.smtp.deep }", "{ x: 1 }")]
    [InlineData("server.settings === server.settings", "true")]
    [InlineData("((s) => [s, s.smtp, s.smtp.hosts, s.smtp.deep].every(Object.isFrozen))(server.settings)", "true")]
    [InlineData("server.settings.smtp.hosts.map(x => x + x)", "[ 'aa', 'bb' ]")]
    [InlineData("server.settings", "{ key: …, retries: …, debug: …, none: …, smtp: … }")]
    [InlineData("server.settings.smtp", "{ hosts: …, deep: … }")]
    [InlineData("server.settings.added = 1", "TypeError")]
    [InlineData("server.settings.smtp.hosts.push(1)", "TypeError")]
    [InlineData("server.settings.smtp.deep.x = 2", "TypeError")]
    [InlineData("structuredClone(server.settings)", "DataCloneError")]
    [InlineData("server.store.set('all', server.settings)", "DataCloneError")]
    public void Settings_InAScript_AreFrozenValues(string expression, string expected)
    {
        var smtp = new { hosts = new[] { "a", "b" }, deep = new { x = 1 } };
        var settings = JsonSerializer.SerializeToElement(new { key = Secret, retries = 3, debug = true, none = (string?)null, smtp });
        using var hosted = new Hosted(
            $$"""
            export function onStart() { try { console.log({{expression}}); } catch (e) { console.log(e.name); } }
            """,
            settings: settings);

        hosted.Host.OnStart();

        Assert.Equal([expected], hosted.Said.Lines);
    }

    [Fact]
    public void Settings_OfAServerWithout_AreEmpty() => Assert.Equal("{}", Hosted.Evaluate("server.settings"));

    [Fact]
    public async Task Secret_InEverySetting_AppearsInNoOutput()
    {
        await using var server = await ConfiguredServer.StartAsync(
            Settings($"{Secret}-1"), ["script.js"], ("secret.txt", $"{Secret}-file"));

        var reloaded = await server.ReconfigureAsync(Settings($"{Secret}-3"));
        var refused = await server.ReconfigureAsync($$"""{{Settings($"{Secret}-4")}}, "limits": 5""");
        var options = server.Server.Options;
        _ = ScriptWsServer.Check(options, out var warnings);

        Assert.NotNull(reloaded);
        Assert.NotNull(refused.Problem);
        string[] shown =
        [
            .. server.Log, reloaded.Problem ?? "", refused.Problem!, .. warnings,
            .. ServerConfiguration.Describe(options).Select(pair => $"{pair}"),
        ];
        Assert.Contains("server.json was reloaded: endpoints[0].settings, settings changed.", server.Log);
        Assert.Contains("settings.missing is null; set it, or the variable SCRIPTWS_SETTINGS__MISSING.", warnings);
        Assert.Equal($"{Secret}-file", options.Settings.GetProperty("file").GetString());
        Assert.DoesNotContain(shown, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private static string Settings(string secret) =>
        $$"""
         "endpoints": [{ "path": "/", "script": "script.js", "settings": { "key": "{{secret}}" } }],
         "settings": { "key": "{{secret}}", "deep": ["{{secret}}"], "missing": null, "file": { "file": "secret.txt" } },
         "script": { "watch": false }
        """;
}
