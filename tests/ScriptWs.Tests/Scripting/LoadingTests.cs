using ScriptWs.Scripting;

namespace ScriptWs.Tests.Scripting;

/// <summary>What loading may take, and what a script may await while it loads.</summary>
public sealed class LoadingTests
{
    private const string Handler = "export function onStart() { console.log(String(v)); }";

    [Theory]
    [InlineData("const v = await new Promise((resolve) => setTimeout(resolve, 20, 7));", "7")]
    [InlineData("let v = 0; for (let i = 0; i < 50; i++) { await null; v++; }", "50")]
    [InlineData("let v = 0; const id = setInterval(() => v++, 5); while (v < 3) await new Promise((go) => setTimeout(go, 5)); clearInterval(id);", "3")]
    [InlineData("const v = await Promise.race([new Promise(() => {}), new Promise((go) => setTimeout(go, 10, 'timer'))]);", "timer")]
    [InlineData("const { v } = await new Promise((go) => setTimeout(() => go(import('./lib.js')), 5));", "lib")]
    public void TopLevelAwait_OfATimer_Waits(string source, string value)
    {
        using var hosted = new Hosted(source + Handler, null, ("lib.js", "export const v = await new Promise((go) => setTimeout(go, 1, 'lib'));"));

        hosted.Host.OnStart();

        Assert.Equal([value], hosted.Said.Lines);
    }

    [Theory]
    [InlineData("const v = 1;\nawait new Promise(() => {});", "scripts/main.js:2:1: a top-level await waits for a promise that nothing settles; await there only what timers or the script itself settle.")]
    [InlineData("import { v } from './never.js';", "scripts/never.js:2:1: a top-level await waits for a promise that nothing settles; await there only what timers or the script itself settle.")]
    [InlineData("await new Promise((_, no) => setTimeout(no, 5, new Error('late')));const v = 1;", "scripts/main.js:1:48: Error: late.")]
    [InlineData("const v = await new Promise((go) => setTimeout(go, 60_000));", "scripts/main.js:1:1: loading took longer than script.loadTimeout (500 ms) and was cut off.")]
    [InlineData("setTimeout(() => { throw new Error('in a timer'); }, 1); const v = await new Promise(() => {});", "scripts/main.js:1:26: Error: in a timer.")]
    public void TopLevelAwait_ThatCannotEnd_SaysWhere(string source, string message) =>
        Assert.Equal(message, Hosted.LoadFailure(source + Handler, ("never.js", "export const v = 1;\nawait new Promise(() => {});")));

    [Fact]
    public void Loading_LongerThanATurn_HasItsOwnTime()
    {
        const string busy = "const until = Date.now; let n = 0; for (let i = 0; i < 300_000; i++) n += i % 7;";

        using var hosted = new Hosted($"{busy} export function selfTest() {{ {busy} }} export function onStart() {{}}", Hosted.Budget with { TurnTimeout = TimeSpan.FromMilliseconds(1) });

        Assert.Empty(hosted.Log.Lines);
    }

    [Fact]
    public void Loading_OfATurnsTime_DoesNotLoosenTurns()
    {
        using var hosted = new Hosted("export function onStart() { for (;;); }", Hosted.Budget with { TurnTimeout = TimeSpan.FromMilliseconds(50) });

        hosted.Host.OnStart();

        Assert.Equal(["scripts/main.js:1:37: the turn took longer than script.turnTimeout (50 ms) and was cut off."], hosted.Log.Lines);
    }

    [Fact]
    public void Loading_WhileTheThreadHasNoProcessor_IsNotCutOff()
    {
        // A thread that waits uses nothing: only what it works counts.
        var budget = new TurnBudget(Hosted.Budget with { LoadTimeout = TimeSpan.FromMilliseconds(200) });
        budget.BeginLoading();
        using var never = new ManualResetEventSlim();

        never.Wait(TimeSpan.FromMilliseconds(400), TestContext.Current.CancellationToken);
        budget.Check();

        Assert.True(budget.Left > TimeSpan.Zero);
        budget.CountWait(TimeSpan.FromMilliseconds(200));
        Assert.Throws<BudgetException>(budget.Check);
    }

    [Fact]
    public void SelfTest_ThatDoesNotEnd_IsRefusedByTheTimeForLoading() => Assert.Equal(
        "selfTest failed: scripts/main.js:1:38: loading took longer than script.loadTimeout (500 ms) and was cut off.",
        Hosted.LoadFailure("export function selfTest() { for (;;); } export function onStart() {}"));

    [Fact]
    public void DefaultLocale_WhateverTheMachine_IsEnglish() => Assert.Equal(
        "1,234.5 en-US en-US 1/1/1970",
        Hosted.Evaluate("[(1234.5).toLocaleString(), new Intl.NumberFormat().resolvedOptions().locale, new Intl.DateTimeFormat().resolvedOptions().locale, new Date(0).toLocaleDateString(undefined, { timeZone: 'UTC' })].join(' ')"));

    [Fact]
    public void Preparation_OfAnEngine_IsNotCountedAsATurn()
    {
        using var hosted = new Hosted("export function onMessage() { }", Hosted.Budget with { TurnTimeout = TimeSpan.FromTicks(1), LoadTimeout = TimeSpan.FromMinutes(1) });

        Assert.Empty(hosted.Log.Lines);
    }
}
