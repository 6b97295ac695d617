using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Scripting.Depth;

/// <summary>Nothing that a script does ends the process by the end of its stack. Scripts run in a process of their own: nothing catches that.</summary>
public sealed class StackEndTests : IDisposable
{
    private const string LastLine = "tried";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DeepCase_OfTheList_LeavesTheProcessAlive()
    {
        var cases = (await File.ReadAllLinesAsync(DataFile("deep-cases.txt"), TestContext.Current.CancellationToken)).Where(line => !line.StartsWith("//", StringComparison.Ordinal));
        var driver = $$"""
            const cases = [
            {{string.Join('\n', cases.Select(code => $"  () => {{ {code} }},"))}}
            ];
            let next = server.store.get("next") ?? 0;
            function step() {
              if (next === cases.length) { console.log(`all ${next} were tried`); return; }
              server.store.set("next", next + 1);
              console.log(next);
              setTimeout(step, 0);
              try { cases[next++](); } catch { /* any error is fine; the end of the process is not */ }
            }
            export function onStart() { setTimeout(step, 0); }
            """;

        var lines = await LinesOfAsync(driver);

        Assert.Contains(lines, line => line.EndsWith(LastLine, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BuiltIn_LeadingBackToItself_LeavesTheProcessAlive()
    {
        var driver = await File.ReadAllTextAsync(DataFile("every-built-in.js"), TestContext.Current.CancellationToken);

        var lines = await LinesOfAsync(driver);

        Assert.Contains(lines, line => line.EndsWith(LastLine, StringComparison.Ordinal));
    }

    /// <summary>Exceptions that the engine throws again at each level need more stack than there is: the turn is lost, and nothing else.</summary>
    [Theory]
    [InlineData("const o = { [Symbol.iterator]: () => o, next: () => [...o] }; [...o];")]
    [InlineData("function f([a] = o) { } const o = { [Symbol.iterator]: () => o, next: f }; [...o];")]
    [InlineData("const o = { [Symbol.iterator]: () => o, next: () => new Map(o) }; [...o];")]
    public async Task Iterator_WithinItselfWithoutEnd_CostsItsTurnOnly(string code)
    {
        var script = $$"""
            export function onStart() {
              if (!server.store.get("tried")) { server.store.set("tried", true); {{code}} }
              console.log("a turn of a new engine was tried");
            }
            """;

        var lines = await LinesOfAsync(script);

        Assert.Contains(lines, line => line.EndsWith(LastLine, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("1 thread(s) of this process have been lost", StringComparison.Ordinal));
    }

    private static string DataFile(string name) => Path.Combine(AppContext.BaseDirectory, "Scripting", "Depth", name);

    private async Task<IReadOnlyList<string>> LinesOfAsync(string script)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "deep.js"), script, TestContext.Current.CancellationToken);
        const string Settings =
            """
            { "listen": [{ "port": 0 }], "endpoints": [{ "path": "/", "script": "deep.js" }], "script": { "turnTimeout": "400ms", "memory": "512MiB", "stuck": { "replace": "2s" } } }
            """;
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "server.json"), Settings, TestContext.Current.CancellationToken);
        await using var server = ServingProcess.Start(_folder.Path, ["DOTNET_GCHeapHardLimit=0x60000000"], ["run", "server.json"]);
        var lines = new List<string>();
        do lines.Add(await server.LineAsync("")); // each within a bound of its own
        while (!lines[^1].EndsWith(LastLine, StringComparison.Ordinal) && !lines[^1].Contains("at Jint.", StringComparison.Ordinal));
        return lines;
    }
}
