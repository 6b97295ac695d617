using System.Text.Json;
using Jint;
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
        const ofClass = (type) => [...names(type.prototype), ...names(type).filter((name) => !["length", "name", "prototype"].includes(name))];

        export function onConnect(connection) {
          connection.send(JSON.stringify({
            Connection: names(connection),
            UpgradeRequest: names(connection.request),
            Server: names(server),
            Connections: names(server.connections),
            Store: names(server.store),
            Storage: names(server.storage),
            Console: names(console),
            Crypto: ofClass(Crypto),
            TextEncoder: ofClass(TextEncoder),
            TextDecoder: ofClass(TextDecoder),
            URL: ofClass(URL),
            URLSearchParams: ofClass(URLSearchParams),
            globals: Object.getOwnPropertyNames(globalThis),
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

        Assert.All(found.Where(pair => pair.Key != "globals"), pair => Assert.Equal(
            Typings.Members(pair.Key).Order(StringComparer.Ordinal).Select(name => $"{pair.Key}.{name}"),
            pair.Value.Order(StringComparer.Ordinal).Select(name => $"{pair.Key}.{name}")));
    }

    [Fact]
    public async Task Globals_Declared_AreThoseThatTheEngineAloneLacks()
    {
        using var engine = new Engine();
        var ofTheLanguage = engine.Evaluate("Object.getOwnPropertyNames(globalThis).join()").AsString().Split(',');

        var found = await ProbeAsync();

        Assert.Equal(Typings.Globals().Order(StringComparer.Ordinal), found["globals"].Except([.. ofTheLanguage, SuspensionFunctions.Name]).Order(StringComparer.Ordinal));
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
