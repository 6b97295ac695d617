using System.Globalization;
using ScriptWs.Fuzz.Script;

namespace ScriptWs.Tests.Scripting;

/// <summary>
/// Every function that a script can reach from its globals ends, whatever it is given: it is done, throws, or is cut off. They are found by
/// walking the engine's objects, so that one which is new there is tried too.
/// </summary>
public sealed class BuiltInLoopTests
{
    /// <summary>Far longer than the turns of one function take on a busy machine, and short enough to be waited for.</summary>
    private static readonly TimeSpan Bound = Patience.Limit;

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Values =
        """
        const native = Object.prototype.valueOf;
        const endless = () => ({
          [Symbol.iterator]: native, [Symbol.asyncIterator]: native, next: native, value: 1, done: false,
          size: 1e9, has: Boolean, keys() { return this; }, length: 2 ** 53 - 1, source: 'x', flags: 'g',
        });
        const endlessList = () => new Proxy({ length: 2 ** 53 - 1 }, {});
        const sparse = () => { const a = []; a[2 ** 32 - 2] = 1; return a; };
        const shared = () => { let a = []; for (let i = 0; i < 60; i++) a = [a, a]; return a; };
        const sharedObjects = () => { let a = {}; for (let i = 0; i < 60; i++) a = { a, b: a }; return a; };
        const own = path => /(\w+)"]\["prototype"]/.exec(path)?.[1];
        const receivers = { String: [() => 'x'.repeat(1000)], Array: [sparse, shared, endlessList], Set: [() => new Set([1])], Map: [() => new Map()],
          RegExp: [() => /(?:)/gu], Promise: [() => Promise.resolve()], Function: [() => Boolean], BigInt: [() => 12n], Number: [() => 1e300], Date: [() => new Date()] };
        const lists = [() => [], () => [endless()], () => [sparse()], () => [shared()], () => [sharedObjects()], () => [endlessList()], () => [{}, endless()],
          () => [endless(), Boolean], () => [Boolean, endless()], () => [Infinity], () => ['', 0, 2 ** 53 - 1], () => [Math.max, 0], () => [null, endlessList()],
          () => [Boolean.bind(null, false)], () => [Array], () => [Object.create(null)]];
        """;

    [Fact]
    public async Task Function_OfAnyGlobal_Ends()
    {
        var left = new List<string>();
        foreach (var path in Functions())
        {
            var trial = Task.Factory.StartNew(() => Try(path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (await Task.WhenAny(trial, Task.Delay(Bound, TestContext.Current.CancellationToken)) == trial) await trial;
            else left.Add(path);
        }

        Assert.Empty(left);
    }

    /// <summary>One turn for each combination of what it is called on and with.</summary>
    private static void Try(string path)
    {
        using var hosted = new Hosted(
            $$"""
            {{Values}}
            const tried = {{path}};
            const kind = own({{System.Text.Json.JsonSerializer.Serialize(path, Plain)}});
            const on = kind === undefined ? [() => undefined] : [...(receivers[kind] ?? []), endless];
            const calls = on.flatMap(self => lists.map(list => () => tried.apply(self(), list())));
            if (kind === undefined) calls.push(...lists.map(list => () => new tried(...list())));
            console.log(calls.length);
            export function onConnect() { const r = calls.pop()(); if (r && typeof r.next === 'function') r.next(); }
            """,
            Hosted.Budget with { TurnTimeout = TimeSpan.FromMilliseconds(4) });
        Assert.Empty(hosted.Log.Lines);
        for (var calls = int.Parse(hosted.Said.Lines[0], CultureInfo.InvariantCulture); calls > 0; calls--) hosted.Open();
    }

    private static IEnumerable<string> Functions()
    {
        using var hosted = new Hosted("export function onStart() {}");
        return BuiltIns.Find(hosted.Host.Engine).Where(function => !function.IsAccessor).Select(function => function.Path);
    }
}
