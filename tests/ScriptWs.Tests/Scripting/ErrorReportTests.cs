namespace ScriptWs.Tests.Scripting;

/// <summary>What the log says of values that scripts throw, reject and write, whatever those do when they are looked at.</summary>
public sealed class ErrorReportTests
{
    private const string Hostile = "const hostile = run => { const e = new Error('x'); for (const name of ['stack', 'name', 'message', 'cause', 'errors', 'constructor']) "
        + "Object.defineProperty(e, name, { get: run }); return e; };";

    /// <summary>Each kind of value that runs script, or cannot be shown, when it is looked at.</summary>
    public static TheoryData<string> Values => new(
        "hostile(() => { throw 1; })",
        "hostile(() => { for (;;); })",
        "hostile(function f() { return f(); })",
        "new Proxy({}, { get() { throw 1; }, getOwnPropertyDescriptor() { throw 1; }, getPrototypeOf() { throw 1; }, ownKeys() { throw 1; } })",
        "new Proxy(new Error('x'), { get() { for (;;); }, getOwnPropertyDescriptor() { for (;;); }, getPrototypeOf() { for (;;); } })",
        "Object.setPrototypeOf(new Error('x'), new Proxy({}, { get() { for (;;); }, getOwnPropertyDescriptor() { for (;;); }, getPrototypeOf() { for (;;); } }))",
        "({ toString() { for (;;); }, valueOf() { throw 1; }, [Symbol.toPrimitive]() { throw 1; } })",
        "({ name: { toString() { throw 1; } }, message: { toString() { throw 1; } } })",
        "Object.assign(new Error('x'), { name: Symbol('s'), message: Symbol('t'), stack: Symbol('u') })",
        "Symbol('s')",
        "null",
        "undefined",
        "1n << 900000n",
        "Object.defineProperty([1], 0, { get() { for (;;); } })",
        "(() => { const e = new Error('x'); e.cause = e; return e; })()",
        "(() => { const e = new AggregateError([]); e.errors = [e, e, e, e, e, e]; return e; })()",
        "(() => { let e = new Error('x'); for (let i = 0; i < 10000; i++) e = new Error('x', { cause: e }); return e; })()",
        "(() => { class A { static get name() { for (;;); } static make() { return new Error('x'); } } return A.make(); })()",
        "(() => { const f = () => new Error('x'); Object.defineProperty(f, 'name', { get() { for (;;); } }); return f() ; })()",
        "(() => { const f = () => new Error('x'); Object.defineProperty(f, 'name', { value: { toString() { throw 1; } } }); return f(); })()",
        "Object.create(null)",
        "new Uint8Array(3)",
        "'x'.repeat(1 << 20)",
        "Object.assign([], { length: 2 ** 32 - 1 })",
        "Object.assign(new AggregateError([]), { errors: Object.assign([], { length: 2 ** 32 - 1 }) })",
        "new Error('x'.repeat(1e6))",
        "globalThis");

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_ThrownRejectedOrWritten_IsReportedAndNextTurnRuns(string value)
    {
        var ways = new[] { "throw e;", "Promise.reject(e);", "console.error(e);", "console.log('%s %d %o', e, e, e);", "setTimeout(() => { throw e; }, 0);", "return Promise.reject(e);" };
        foreach (var way in ways)
        {
            using var hosted = new Hosted(
                $"{Hostile} export function onStart() {{ const e = {value}; {way} }} export async function onError(e) {{ throw e; }} export function onShutdown() {{ console.log('next'); }}",
                Hosted.Budget with { TurnTimeout = TimeSpan.FromMilliseconds(500) }); // five times what the slowest value takes to be made

            hosted.Host.OnStart();
            hosted.Clock.Advance(TimeSpan.FromSeconds(1));
            hosted.Host.RunTimers();
            hosted.Host.OnShutdown("stop", () => { });

            Assert.Equal("next", hosted.Said.Lines[^1]);
            Assert.DoesNotContain(hosted.Log.Lines.Concat(hosted.Said.Lines), line => line.Contains("Exception", StringComparison.Ordinal));
            if (!way.StartsWith("console", StringComparison.Ordinal)) Assert.NotEmpty(hosted.Log.Lines);
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_RejectedInTurnOverItsBudget_IsReportedAndNextTurnRuns(string value)
    {
        var ways = new[] { "for (;;);", "const held = []; for (;;) held.push(Array(1000).fill(1));" };
        foreach (var way in ways)
        {
            // The value is made before the turn: on a busy machine some take as long as the turn's budget.
            using var hosted = new Hosted(
                $$"""
                {{Hostile}}
                let value;
                try { value = {{value}}; } catch (e) { value = e; }
                export function onStart() { Promise.reject(value); {{way}} }
                export function onShutdown() { console.log('next'); }
                """,
                Hosted.Budget with { TurnTimeout = TimeSpan.FromMilliseconds(way == ways[0] ? 100 : 30_000), Memory = 32 << 20 });

            hosted.Host.OnStart();
            hosted.Host.OnShutdown("stop", () => { });

            Assert.Equal(["next"], hosted.Said.Lines);
            Assert.Contains("was cut off", hosted.Log.Lines[0], StringComparison.Ordinal);
            Assert.Contains("a rejected promise was not handled", hosted.Log.Lines[1], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("throw 'x'", "scripts/main.js:1:35: threw x")]
    [InlineData("throw { code: 7 }", "scripts/main.js:1:35: threw { code: 7 }")]
    [InlineData("throw new Error('a', { cause: new TypeError('b') })", "scripts/main.js:1:35: Error: a. Caused by scripts/main.js:1:59: TypeError: b.")]
    [InlineData("throw new Error('a', { cause: 'b' })", "scripts/main.js:1:35: Error: a. Caused by threw b")]
    [InlineData("throw new AggregateError([new Error('b'), 'c'], 'a')", "scripts/main.js:1:35: AggregateError: a. One of 2: scripts/main.js:1:55: Error: b. One of 2: threw c")]
    public void Value_Thrown_IsLoggedWithPlaceAndCauses(string code, string expected)
    {
        using var hosted = new Hosted($"export function onStart() {{ {code}; }}");

        hosted.Host.OnStart();

        Assert.Equal(expected, hosted.Log.Lines[0]);
    }

    [Fact]
    public void Error_WrittenByConsole_HasNameMessagePlacesAndCause()
    {
        using var hosted = new Hosted(
            """
            function make() { return new Error('a', { cause: new TypeError('b') }); }
            export function onStart() { console.error(make()); console.log(make().stack.split('\n')[0], new Error('x') instanceof Error); }
            """);

        hosted.Host.OnStart();

        Assert.StartsWith("Error: a\n    at make (scripts/main.js:1:26)", hosted.Said.Lines[0], StringComparison.Ordinal);
        Assert.Contains("caused by TypeError: b\n    at make (scripts/main.js:1:50)", hosted.Said.Lines[0], StringComparison.Ordinal);
        Assert.Equal("Error: a true", hosted.Said.Lines[1]);
    }

    [Theory]
    [InlineData("BigInt('9'.repeat(20001))", "A BigInt is made of at most 20000 digits; the text has 20001.")]
    [InlineData("BigInt({ toString: () => '1'.repeat(300000) })", "A BigInt is made of at most 20000 digits; the text has 300000.")]
    [InlineData("(1n << 100000n).toString()", "A BigInt of more than 66439 bits is not written as digits; it has 100001.")]
    [InlineData("(1n << 100000n).toString(36)", "A BigInt of more than 66439 bits is not written as digits; it has 100001.")]
    [InlineData("(1n << 100000n).toLocaleString()", "A BigInt of more than 66439 bits is not written as digits; it has 100001.")]
    [InlineData("1n << 2000000n", "Maximum BigInt size exceeded")]
    [InlineData("2n ** 2000000n", "Maximum BigInt size exceeded")]
    [InlineData("BigInt.asUintN(1e9, -1n)", "Maximum BigInt size exceeded")]
    public void BigInt_TooLong_IsARangeError(string code, string message) =>
        Assert.Equal($"RangeError: {message}", Hosted.Evaluate($"(() => {{ try {{ {code}; }} catch (e) {{ return `${{e}}`; }} }})()"));

    [Theory]
    [InlineData("BigInt('123') + BigInt(1) + BigInt('0x10')", "140n")]
    [InlineData("`${BigInt('9'.repeat(20000))}`.length", "20000")]
    [InlineData("BigInt.asUintN(8, 257n) + BigInt.prototype.toString.call(5n, 2)", "1101")]
    [InlineData("1n << 900000n", "(a BigInt of 900001 bits)n")]
    public void BigInt_WithinBounds_Works(string expression, string expected) => Assert.Equal(expected, Hosted.Evaluate(expression));

    [Theory]
    [InlineData("(() => { const e = new Error('x'); e.cause = e; const c = structuredClone(e); return c.cause === c && c !== e; })()")]
    [InlineData("(() => { const e = new Error('x', { cause: [] }); e.cause.push(e, { e }); const c = structuredClone(e); return c.cause[0] === c && c.cause[1].e === c; })()")]
    [InlineData("(() => { const e = new Error('x'); e.cause = e; server.store.set('a', e); server.store.set('a', e); const c = server.store.get('a'); return c.cause === c; })()")]
    public void Error_CausingItself_IsCopied(string expression) => Assert.Equal("true", Hosted.Evaluate(expression));

    /// <summary>Names that a script can change lead nowhere in our own functions.</summary>
    [Theory]
    [InlineData("(() => { const a = new Uint8Array([1, 2]); Object.defineProperty(a, Symbol.toStringTag, { value: 'Function' }); return structuredClone(a); })()", "Uint8Array(2) [ 1, 2 ]")]
    [InlineData("(() => { const a = new Uint8Array([1, 2]); for (const k of ['buffer', 'byteOffset', 'byteLength', 'length']) Object.defineProperty(a, k, { value: 'x' }); return structuredClone(a); })()", "Uint8Array(2) [ 1, 2 ]")]
    [InlineData("(() => { const a = new DataView(new ArrayBuffer(2)); Object.defineProperty(a, 'byteLength', { value: 1e9 }); return structuredClone(a).byteLength; })()", "2")]
    [InlineData("(() => { const a = new Uint8Array([1]); globalThis.Uint8Array = 1; return structuredClone(a); })()", "Uint8Array(1) [ 1 ]")]
    [InlineData("(() => { globalThis.Date = 1; globalThis.TypeError = 2; return [structuredClone(new Error('x')).message]; })()", "[ 'x' ]")]
    [InlineData("(() => { const a = new Uint8Array([65]); Object.defineProperty(a, 'byteLength', { value: -1 }); return new TextDecoder().decode(a); })()", "A")]
    public void View_WithPropertiesOfTheScript_IsWhatItIs(string expression, string expected) => Assert.Equal(expected, Hosted.Evaluate(expression));
}
