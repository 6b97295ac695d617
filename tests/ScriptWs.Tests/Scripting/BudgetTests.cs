using ScriptWs.Scripting;

namespace ScriptWs.Tests.Scripting;

/// <summary>Every way known to take too much is cut off or refused, and the engine goes on.</summary>
public sealed class BudgetTests
{
    private const string StringTooLong = "The string would be too long; one call makes at most 16777216 characters.";
    private const string BufferTooLarge = "The buffer would be too large; it has at most 16 MiB.";
    private const string NoCompilation = "String compilation has been disabled in engine options";

    [Fact]
    public void Turn_WhileTheThreadHasNoProcessor_IsNotCutOff()
    {
        // What a busy machine does to a thread, a thread that waits does to itself.
        var budget = new TurnBudget(Hosted.Budget with { TurnTimeout = TimeSpan.FromMilliseconds(200) });
        budget.Begin();
        using var never = new ManualResetEventSlim();

        never.Wait(TimeSpan.FromMilliseconds(400), TestContext.Current.CancellationToken);
        budget.Check();

        var before = ThreadTime.Used;
        Assert.Throws<BudgetException>(() => { while (Environment.TickCount64 > 0) budget.Check(); });
        // At least what is allowed; how much more depends on when the thread's clock was read last.
        Assert.InRange(ThreadTime.Used - before, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("'x'.repeat(5e8)", StringTooLong)]
    [InlineData("'x'.repeat('5e8')", StringTooLong)]
    [InlineData("'x'.repeat({ valueOf: () => 5e8 })", StringTooLong)]
    [InlineData("''.repeat.call({ toString: () => 'x'.repeat(1e6) }, 1e6)", StringTooLong)]
    [InlineData("'x'.padEnd(1 << 28)", StringTooLong)]
    [InlineData("'x'.padStart(1 << 28, 'ab')", StringTooLong)]
    [InlineData("'a'.repeat(1e6).replaceAll('a', 'b'.repeat(100))", StringTooLong)]
    [InlineData("'a'.repeat(1e6).replace(/a/g, 'b'.repeat(100))", StringTooLong)]
    [InlineData("'a'.repeat(1e6).replaceAll('', 'b'.repeat(100))", StringTooLong)]
    [InlineData("'a'.repeat(1e4).replace(/a/g, (b => () => b)('b'.repeat(1e4)))", StringTooLong)]
    [InlineData("'a'.repeat(1e7).replaceAll('a', 'b')", "The string is too long to be searched (10000000 characters, 2097152 at most); take it in pieces.")]
    [InlineData("Array(1e6).join('x'.repeat(200))", StringTooLong)]
    [InlineData("Array(1000).fill('x'.repeat(1e5)).join()", StringTooLong)]
    [InlineData("`${Array(1000).fill('x'.repeat(1e5))}`", StringTooLong)]
    [InlineData("JSON.stringify(Array(1000).fill('x'.repeat(1e5)))", StringTooLong)]
    [InlineData("JSON.stringify(Array(1000).fill({ a: { b: 'x'.repeat(1e5) } }))", StringTooLong)]
    [InlineData("String.raw({ raw: Array(1000).fill('x'.repeat(1e5)) })", StringTooLong)]
    [InlineData("''.concat(...Array(1000).fill('x'.repeat(1e5)))", StringTooLong)]
    [InlineData("new Uint8Array(1e6).join('x'.repeat(100))", StringTooLong)]
    [InlineData("new ArrayBuffer(1 << 30)", BufferTooLarge)]
    [InlineData("new ArrayBuffer({ valueOf: () => 1 << 30 })", BufferTooLarge)]
    [InlineData("new ArrayBuffer(8, { maxByteLength: 1 << 30 })", BufferTooLarge)]
    [InlineData("new ArrayBuffer(8).transfer(1 << 29)", BufferTooLarge)]
    [InlineData("new Uint8Array(1 << 28)", BufferTooLarge)]
    [InlineData("new Float64Array(1 << 22)", BufferTooLarge)]
    [InlineData("new Uint8Array({ length: 1 << 28 })", BufferTooLarge)]
    [InlineData("Uint8Array.from({ length: 1 << 28 })", BufferTooLarge)]
    [InlineData("new (class extends Uint8Array {})(1 << 28)", BufferTooLarge)]
    [InlineData("new (Object.getPrototypeOf(Uint8Array.prototype).constructor.from.call(Uint8Array, []).constructor)(1 << 28)", BufferTooLarge)]
    [InlineData("eval('1')", NoCompilation)]
    [InlineData("new Function('return 1')", NoCompilation)]
    [InlineData("(async () => {}).constructor('return 1')", NoCompilation)]
    [InlineData("(function* () {}).constructor('yield 1')", NoCompilation)]
    [InlineData("''.at.constructor('return 1')", NoCompilation)]
    [InlineData("typeof SharedArrayBuffer + typeof ShadowRealm", "undefinedundefined")]
    public void Expression_TakingTooMuch_IsRefused(string expression, string message)
    {
        using var hosted = new Hosted(
            $$"""
            export function onStart() { try { console.log({{expression}}); } catch (e) { console.log(e.message); } }
            """);

        hosted.Host.OnStart();

        Assert.Equal([message], hosted.Said.Lines);
        Assert.Empty(hosted.Log.Lines);
    }

    [Theory]
    [InlineData("for (;;);", "took longer")]
    [InlineData("try { for (;;); } finally { for (;;); }", "took longer")]
    [InlineData("try { for (;;); } catch { console.log('caught'); }", "took longer")]
    [InlineData("(function again() { Promise.resolve().then(again); })()", "was cut off")] // it allocates too: which limit comes first depends on the machine
    [InlineData("(async () => { for (;;) await null; })()", "was cut off")] // it allocates too: which limit comes first depends on the machine
    [InlineData("queueMicrotask(function again() { queueMicrotask(again); })", "was cut off")] // it allocates too: which limit comes first depends on the machine
    [InlineData("while (true) 'a'.repeat(2e6).replaceAll('a', 'b');", "used more")]
    [InlineData("const all = []; for (;;) all.push('x'.repeat(1e6));", "used more")]
    [InlineData("let s = 'xxxxxxxx'; for (;;) s += s;", "used more")]
    [InlineData("let s = 'x'.repeat(1e6); (s += s, s += s, s += s, s += s, s += s, s += s, s += s); s.length;", "used more")]
    [InlineData("const all = []; for (;;) all.push(new Uint8Array(1e6));", "used more")]
    [InlineData("for (;;) Array(1e6).fill(1);", "used more")]
    [InlineData("(function deeper() { deeper(); })()", "script.recursion")]
    [InlineData("const o = { get a() { return this.a; } }; o.a;", "script.recursion")]
    [InlineData("/^(a+)+$/.test('a'.repeat(40) + 'b')", "regular expression")]
    public void Turn_OverBudget_IsCutOffAndTheEngineGoesOn(string code, string failure)
    {
        // Only the limit that is meant is low: on a busy machine another one could come first.
        var budget = failure switch
        {
            "took longer" or "was cut off" => Hosted.Budget with { TurnTimeout = TimeSpan.FromMilliseconds(500), Memory = 256 << 20 },
            "script.recursion" => Hosted.Budget with { TurnTimeout = TimeSpan.FromSeconds(60), Recursion = 100 },
            _ => Hosted.Budget with { TurnTimeout = TimeSpan.FromSeconds(60), Memory = 32 << 20 },
        };
        using var hosted = new Hosted(
            $$"""
            let turns = 0;
            export function onStart() { console.log(++turns); if (turns === 1) { {{code}} } }
            export function onError(error) { console.log(error.message); }
            """,
            budget);

        hosted.Host.OnStart();
        hosted.Host.OnStart();

        Assert.Contains(failure, Assert.Single(hosted.Log.Lines), StringComparison.Ordinal);
        Assert.Equal(["1", hosted.Said.Lines[1], "2"], hosted.Said.Lines);
        Assert.Contains(failure, hosted.Said.Lines[1], StringComparison.Ordinal);
    }
}
