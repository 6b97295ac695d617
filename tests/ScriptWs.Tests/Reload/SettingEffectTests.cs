using ScriptWs.Configuration;
using ScriptWs.Reload;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Reload;

/// <summary>Each setting is changed in a running server, which must treat the change as the setting declares.</summary>
public sealed class SettingEffectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_OfEachSetting_TakesEffectAsDeclared()
    {
        using var folder = new TemporaryFolder();
        foreach (var script in (string[])["main.js", "other.js"]) folder.Write(script, "export function onMessage() {}");
        folder.Write("users.json", """{ "users": [] }""");
        foreach (var assembly in (string[])["orders.dll", "other.dll"])
            HostModules.PluginAssembly.WriteOrders(Path.Combine(folder.Path, assembly));
        using var keys = new TokenForge();
        folder.Write("keys.json", keys.KeySet());
        var (log, samples) = (new ServerLog(), new SampleOptions(folder.Path));
        var options = samples.Start;
        await using var server = new ScriptWsServer(() => options, log);
        await server.StartAsync(Cancel);
        var violations = new List<string>();

        foreach (var place in SampleOptions.Changeable)
        {
            await ApplyAsync(samples.Start);
            var (lines, generation) = (log.Lines.Count, server.Scripts[0].Generation);
            var result = await ApplyAsync(samples.Changed(place));
            var news = string.Join('\n', log.Lines.Skip(lines));
            var isReloaded = server.Scripts[0].Generation > generation;

            if (result.Outcome != ReloadOutcome.Live) violations.Add($"{place.Path}: {result.Problem ?? "no change was seen"}");
            if (news.Contains("after a restart", StringComparison.Ordinal) != (place.Effect == Effect.Restart))
                violations.Add($"{place.Path} is declared {place.Effect}: {news}");
            if (isReloaded != (place.Effect == Effect.NewEngines || place.Path == "endpoints[].script"))
                violations.Add($"{place.Path} is declared {place.Effect}, and the script {(isReloaded ? "was" : "was not")} reloaded");
        }

        Assert.Empty(violations);

        async Task<ReloadResult> ApplyAsync(ScriptWsOptions next)
        {
            options = next;
            return (await server.ReloadAsync(Cancel))[0];
        }
    }
}
