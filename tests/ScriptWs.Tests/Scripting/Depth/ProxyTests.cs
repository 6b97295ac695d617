using ScriptWs.Scripting;

namespace ScriptWs.Tests.Scripting.Depth;

/// <summary>Proxies that ask each other, which runs no script that could be cut off; and traps as the language has them.</summary>
public sealed class ProxyTests
{
    /// <summary>How a proxy is made that asks <c>o</c> twice, for the trap and for the answer.</summary>
    private static readonly string[] Shapes =
    [
        "new Proxy(o, o)",
        "new Proxy(o, Object.create(o))",
        "new Proxy(o, Object.create(Object.create(o)))",
        "new Proxy(o, { __proto__: o })",
        "Proxy.revocable(o, o).proxy",
        "Reflect.construct(Proxy, [o, o])",
        "(h => { const p = new Proxy(o, h); Object.setPrototypeOf(h, o); return p; })({})",
        "(h => { const p = new Proxy(o, h); Object.getPrototypeOf(h).__proto__ = o; return p; })(Object.create({}))",
        "(h => { const p = new Proxy(o, h); Reflect.setPrototypeOf(new Proxy(h, {}), o); return p; })({})",
    ];

    private static readonly string[] Operations =
    [
        "o.x", "o.x = 1", "'x' in o", "delete o.x", "o()", "new o()", "Object.keys(o)", "Object.getOwnPropertyDescriptor(o, 'x')",
        "Object.defineProperty(o, 'x', { value: 1 })", "Object.getPrototypeOf(o)", "Object.setPrototypeOf(o, null)",
        "Object.isExtensible(o)", "Object.preventExtensions(o)",
        "JSON.stringify(o)", "[].concat(o)", "`${o}`", "structuredClone(o)", "console.log(o)", "Promise.resolve(o)",
    ];

    public static TheoryData<string> Everything =>
        [.. Shapes.SelectMany(_ => Operations, (shape, operation) => $"for (let i = 0; i < 60; i++) o = {shape}; {operation};")];

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Proxies_ThatAskEachOther_EndWithTheirTurn(string code)
    {
        using var hosted = new Hosted(
            $$"""
            export function onStart() { let o = function () { }; {{code}} }
            export function onShutdown() { console.log('next'); }
            """,
            Hosted.Budget with { TurnTimeout = TimeSpan.FromMilliseconds(10) });

        await Task.Factory.StartNew(hosted.Host.OnStart, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        hosted.Host.OnShutdown("stop", () => { });

        Assert.Equal("next", hosted.Said.Lines[^1]);
    }

    [Theory]
    [InlineData("const h = { get() { return this === h; } }; return new Proxy({}, h).x;")]
    [InlineData("const h = new Proxy({ get() { return this === h; } }, {}); return new Proxy({}, h).x;")]
    [InlineData("const h = Object.create(new Proxy({ get() { return this === h; } }, {})); return new Proxy({}, h).x;")]
    [InlineData("class H { #own = 1; get() { return #own in this; } } return new Proxy({}, new H()).x;")]
    [InlineData("const h = { get get() { return this === h ? () => true : null; } }; return new Proxy({}, h).x;")]
    [InlineData("const h = { get: (() => true).bind(null) }; return new Proxy({}, h).x;")]
    [InlineData("const h = { get: new Proxy(function () { return this === h; }, {}) }; return new Proxy({}, h).x;")]
    [InlineData("const h = { get: () => false }, p = new Proxy({}, h); p.x; h.get = () => true; return p.x;")]
    [InlineData("const h = { get: () => false }, p = new Proxy({ x: true }, h); p.x; delete h.get; return p.x;")]
    [InlineData("const h = { apply(f, self, args) { return this === h && args.length === 2; } }; return new Proxy(() => { }, h)(1, 2);")]
    [InlineData("const h = { construct() { return { x: this === h }; } }; return new (new Proxy(function () { }, h))().x;")]
    [InlineData("const { proxy: p, revoke: r } = Proxy.revocable({}, {}); r(); try { p.x; } catch (e) { return e instanceof TypeError; }")]
    [InlineData("try { new Proxy({}, { get: 1 }).x; } catch (e) { return e instanceof TypeError; }")]
    [InlineData("try { new Proxy({}, 1); } catch (e) { return e instanceof TypeError; }")]
    [InlineData("let asked = '', h = new Proxy({}, { get(_, key) { asked += key; } }); 'x' in new Proxy({}, h); return asked === 'has';")]
    [InlineData("const p = new Proxy({}, { get() { throw new Error('mine'); } }); try { p.x; } catch (e) { return e.message === 'mine'; }")]
    public void Trap_OfAHandler_IsCalledAsTheLanguageHasIt(string code)
    {
        using var hosted = new Hosted($"export function onStart() {{ console.log((() => {{ {code} }})()); }}");

        hosted.Host.OnStart();

        Assert.Equal(["true"], [.. hosted.Said.Lines, .. hosted.Log.Lines]);
    }
}
