namespace ScriptWs.Tests.Scripting;

/// <summary>
/// A stack that is used up is an error that the script can catch, whatever led there and whatever it does then. If one of
/// these does not hold, the process of the tests ends: nothing catches the end of a stack.
/// </summary>
public sealed class DeepCallTests
{
    /// <summary>What some systems give a thread; another may give more.</summary>
    private const int Stack = 1536 * 1024;

    private const string Exceeded = "RangeError: Maximum call stack size exceeded";

    [Theory]
    [InlineData("function f() { f(); } f();")]
    [InlineData("const all = []; for (let i = 0; i < 9000; i++) all[i] = () => all[i + 1]() + 1; all[0]();")]
    [InlineData("const o = { get x() { return this.x; } }; o.x;")]
    [InlineData("const o = { set x(v) { this.x = v; } }; o.x = 1;")]
    [InlineData("const o = { toString() { return '' + this; } }; '' + o;")]
    [InlineData("const o = { toJSON() { return JSON.stringify(this); } }; JSON.stringify(o);")]
    [InlineData("const o = { [Symbol.iterator]() { return [...this]; } }; [...o];")]
    [InlineData("class A { constructor() { new A(); } } new A();")]
    [InlineData("class A { static [Symbol.hasInstance](x) { return x instanceof A; } } 1 instanceof A;")]
    [InlineData("function f() { return [1].map(f); } f();")]
    [InlineData("function f() { [2, 1].sort(f); return 0; } f();")]
    [InlineData("function f() { return 'a'.replace(/a/, f); } f();")]
    [InlineData("function f() { return Reflect.apply(f, null, []); } f();")]
    [InlineData("function f() { return f`` + 1; } f();")]
    [InlineData("function f(a = f()) { } f();")]
    [InlineData("function* g() { g().next(); } g().next();")]
    [InlineData("const p = new Proxy({}, { get: (target, key, self) => self[key] }); p.x;")]
    [InlineData("let a = []; for (let i = 0; i < 50000; i++) a = [a]; JSON.stringify(a);")]
    [InlineData("let a = []; for (let i = 0; i < 50000; i++) a = [a]; `${a}`;")]
    [InlineData("let a = []; for (let i = 0; i < 50000; i++) a = [a]; a.flat(Infinity);")]
    public void StackEnds_HoweverItWasUsed_IsARangeError(string code) =>
        Assert.Equal([Exceeded], SaidBy($"try {{ {code} }} catch (e) {{ console.log(`${{e}}`); }}"));

    /// <summary>Once optimized, the engine passes such a read on by a tail call, which needs no stack: then it has a value.</summary>
    [Fact]
    public void Proxies_WithinProxies_HaveAValueOrAreARangeError()
    {
        var said = SaidBy(
            """
            let p = {};
            for (let i = 0; i < 50000; i++) p = new Proxy(p, {});
            try { console.log(`${p.x}`); } catch (e) { console.log(`${e}`); }
            """);

        Assert.Contains(Assert.Single(said), new[] { "undefined", Exceeded });
    }

    [Theory]
    [InlineData("structuredClone(deep)")]
    [InlineData("server.store.set('key', deep)")]
    [InlineData("server.store.get('ready')")]
    [InlineData("JSON.stringify(deep)")]
    [InlineData("JSON.parse('[[[[1]]]]')")]
    [InlineData("console.error(deep, new Error('x', { cause: deep }))")]
    [InlineData("server.broadcast('x')")]
    [InlineData("server.publish('topic', new Uint8Array(9))")]
    [InlineData("new URL('http://name:word@host:1/path?a=b#c').searchParams.get('a')")]
    [InlineData("new TextDecoder().decode(new TextEncoder().encode('ä'))")]
    [InlineData("new RegExp('(a+)b\\\\d{2,}', 'u').exec('aab22')")]
    [InlineData("clearTimeout(setTimeout(() => {}, 1000))")]
    [InlineData("new Date().toLocaleString()")]
    [InlineData("Promise.resolve(1).then(() => {})")]
    public void StackNearlyEnds_HostIsCalledThere_GoesOn(string call)
    {
        var said = SaidBy(
            $$"""
            let deep = {}; for (let i = 0; i < 900; i++) deep = { deep };
            server.store.set('ready', deep);
            let calls = 0;
            function down() {
              try { down(); }
              catch (end) {
                if (calls++ < 100) try { {{call}}; } catch (e) { if (e.name !== 'RangeError') throw e; }
                throw end;
              }
            }
            try { down(); } catch (e) { console.log(`${e}, and ${calls > 100}`); }
            """);

        Assert.Equal($"{Exceeded}, and true", said[^1]);
    }

    [Theory]
    [InlineData("[", "1", "]")]
    [InlineData("f(", "1", ")")]
    [InlineData("1 + ", "1", "")]
    [InlineData("x?.y.", "z", "")]
    public void Source_NestedTooDeeply_IsRefused(string open, string inner, string close)
    {
        string Repeat(string text) => string.Concat(Enumerable.Repeat(text, 20_000));

        var failure = Hosted.LoadFailure($"const f = x => x; export const a = {Repeat(open)}{inner}{Repeat(close)}; export function onStart() {{ }}");

        Assert.Equal("scripts/main.js: SyntaxError: the source is nested too deeply; the engine accepts some 250 levels, and as many terms of one expression.", failure);
    }

    private static IReadOnlyList<string> SaidBy(string code)
    {
        IReadOnlyList<string> said = [];
        var thread = new Thread(
            () =>
            {
                using var hosted = new Hosted($"export function onStart() {{ {code} }}", Hosted.Budget with { Memory = 256 << 20 });
                hosted.Host.OnStart();
                said = [.. hosted.Said.Lines, .. hosted.Log.Lines];
            },
            Stack);
        thread.Start();
        thread.Join();
        return said;
    }
}
