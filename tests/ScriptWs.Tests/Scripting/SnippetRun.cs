using System.Text;

namespace ScriptWs.Tests.Scripting;

/// <summary>Runs the same module body in this engine and in Node, and gives what it logged. Timers ring by a virtual clock in both.</summary>
internal static class SnippetRun
{
    private const string Common = """
        const log = (...values) => console.log(values.join(" "));

        """;

    // Node has no clock to move: timers ring one after the other, as soon as nothing else is to be done.
    private const string NodeTimers = """
        {
          const waiting = new Map();
          let now = 0, last = 0, isScheduled = false;
          const ring = () => {
            isScheduled = false;
            const [id, next] = [...waiting].sort(([a, x], [b, y]) => x.due - y.due || a - b)[0] ?? [];
            if (!next) return;
            now = next.due;
            if (next.every === undefined) waiting.delete(id); else next.due += next.every;
            schedule();
            next.callback(...next.args);
          };
          const schedule = () => { if (!isScheduled && waiting.size > 0) { isScheduled = true; setImmediate(ring); } };
          const add = (callback, delay, args, every) => { waiting.set(++last, { callback, args, every, due: now + Math.max(0, Number(delay) || 0) }); schedule(); return last; };
          globalThis.setTimeout = (callback, delay, ...args) => add(callback, delay, args);
          globalThis.setInterval = (callback, delay, ...args) => add(callback, delay, args, Math.max(1, Number(delay) || 1));
          globalThis.clearTimeout = globalThis.clearInterval = (id) => { waiting.delete(Number(id)); };
        }

        """;

    public static async Task<string> InNodeAsync(string body)
    {
        Assert.SkipUnless(Tool.Find("node") is not null, "Node.js is not installed.");
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "main.mjs");
        await File.WriteAllTextAsync(file, NodeTimers + Common + body, TestContext.Current.CancellationToken);
        return (await Tool.RunAsync(Tool.Find("node")!, [file], folder.Path)).Output.ReplaceLineEndings("\n").Trim();
    }

    public static string Here(string body)
    {
        var budget = Hosted.Budget with { LoadTimeout = TimeSpan.FromMinutes(10), Memory = 2L << 30, RegexTimeout = TimeSpan.FromSeconds(10) };
        using var hosted = new Hosted($"{Common}{body}\nexport function onStart() {{}}", budget);
        var text = new StringBuilder();
        foreach (var line in hosted.Said.Lines.Concat(hosted.Log.Lines)) text.Append(line).Append('\n');
        return text.ToString().Trim();
    }
}
