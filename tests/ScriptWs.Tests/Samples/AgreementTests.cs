using System.Text.Json;
using ScriptWs.Scripting;

namespace ScriptWs.Tests.Samples;

/// <summary>scripts/scriptws.d.ts declares what a script finds at run time, no more and no less.</summary>
public sealed class AgreementTests
{
    private const string Probe =
        """
        function names(object) {
          const found = new Set();
          for (let o = object; o && o !== Object.prototype && o !== Function.prototype; o = Object.getPrototypeOf(o)) {
            for (const name of Reflect.ownKeys(o)) if (typeof name === "string" && name !== "constructor") found.add(name);
          }
          return [...found];
        }

        export function onConnect(connection) {
          connection.send(JSON.stringify({
            Connection: names(connection),
            UpgradeRequest: names(connection.request),
            Console: names(console),
          }));
        }
        """;

    [Fact]
    public void Handlers_Declared_AreThoseThatAScriptMayExport() => Assert.Equal(
        Handlers.Names, Typings.Handlers().Select(handler => char.ToLowerInvariant(handler[0]) + handler[1..]));

    [Fact]
    public async Task Members_Declared_AreThoseAtRunTime()
    {
        var found = await ProbeAsync();

        Assert.All(found, pair => Assert.Equal(
            Typings.Members(pair.Key).Order(StringComparer.Ordinal).Select(name => $"{pair.Key}.{name}"),
            pair.Value.Order(StringComparer.Ordinal).Select(name => $"{pair.Key}.{name}")));
    }

    private static async Task<Dictionary<string, string[]>> ProbeAsync()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "probe.js"), Probe, TestContext.Current.CancellationToken);
        await using var server = await SampleServer.StartAsync(folder.Path, "probe.js");
        using var client = await server.ConnectAsync();
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(await client.ReceiveTextAsync())!;
    }
}
