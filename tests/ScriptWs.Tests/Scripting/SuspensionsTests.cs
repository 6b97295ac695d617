namespace ScriptWs.Tests.Scripting;

/// <summary>What is written in other words around an await stays where it was: errors name the place in the source.</summary>
public sealed class SuspensionsTests
{
    [Theory]
    [InlineData("const f = async () => 1;\n  const g = (a) => { throw new Error('x'); };\n\n    g(await f());", "scripts/main.js:3:28: Error: x.")]
    [InlineData("const f = async () => 1;\n    none.some(await f());", "scripts/main.js:3:5: ReferenceError: none is not defined.")]
    [InlineData("const o = {};\n   o.missing(await 1);", "scripts/main.js:3:4: TypeError: o.missing is not a function.")]
    [InlineData("let x = 1;\n x += await 1; x(); x();", "scripts/main.js:3:16: TypeError: Property 'x' of object is not a function.")]
    [InlineData("for await (const a of [1]) { await 0;\n  a.b.c; }", "scripts/main.js:3:7: TypeError: Cannot read properties of undefined (reading 'c').")]
    [InlineData("new Number(await 1).nothing();", "scripts/main.js:2:1: TypeError: Property 'nothing' of object is not a function.")]
    public void Error_BehindAnAwait_NamesItsPlace(string body, string message)
    {
        using var hosted = new Hosted($"export async function onStart() {{\n{body}\n}}");

        hosted.Host.OnStart();

        Assert.Equal([message], hosted.Log.Lines.Select(line => line.Replace("a rejected promise was not handled: ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void BuiltIns_FirstUsedInAScopeWithOtherNames_SeeTheGlobalOnes()
    {
        using var hosted = new Hosted(
            """
            export async function onStart() {
              const TypeError = 1, Symbol = 2, Reflect = 3, encodeURIComponent = 4, Object = 5, native = 6, callback = 7;
              const url = new URL("http://a/");
              url.username = "q r";
              for await (const one of (async function* () { yield 1; })()) console.log(url.href, one);
              queueMicrotask(() => console.log("microtask"));
            }
            """);

        hosted.Host.OnStart();

        Assert.Equal(["http://q%20r@a/ 1", "microtask"], hosted.Said.Lines);
    }

    [Theory]
    [InlineData("(a, f)(await 1)", "[1,2]")]
    [InlineData("f /* ( */ (await 1, /* ) */ 2,)", "[1,2]")]
    [InlineData("(await 0, f)(await 1)", "[1,2]")]
    [InlineData("(async (x) => f(await x))(await 1)", "[1,2]")]
    [InlineData("(async (x) =>\n (f(await x)) )(1)", "[1,2]")]
    [InlineData("(async (x) => ({ v: f(await x) }))(1).then((o) => o.v)", "[1,2]")]
    [InlineData("o?.g(await 1)", "[1,2]")]
    [InlineData("o.g?.(await 1)", "[1,2]")]
    [InlineData("o?.['g']?.(await 1)?.[0]", "1")]
    [InlineData("no?.g(await 1).x.y(await 2)", "undefined")]
    [InlineData("o.none?.(await 1).x", "undefined")]
    [InlineData("o.self?.self.g(await 1)", "[1,2]")]
    [InlineData("o.self.g(await 1).concat(await 3)", "[1,2,3]")]
    [InlineData("new (class { constructor(x) { this.x = x; } })(await 1).x", "1")]
    [InlineData("new C(await 1).get(await 2)", "[1,2]")]
    [InlineData("[await 1, ...f(await 3)].length", "3")]
    [InlineData("`${f(await 1)}`", "\"1,2\"")]
    [InlineData("(() => { let s = ''; return (async () => { s += await 'a'; s ??= await 'b'; s ||= (await 'c', 'd'); s &&= await `${s}e`; return s; })(); })()", "\"ae\"")]
    [InlineData("o.c.find(await 2)", "true")]
    [InlineData("o['g'](await 1)", "[1,2]")]
    [InlineData("[1, 2].map((x) => x)[await 1]", "2")]
    [InlineData("import.meta.url.concat(await '!')", "\"main.js!\"")]
    public void Expression_WithAwaits_HasItsValue(string expression, string shown)
    {
        const string around = """
            const a = 1, no = undefined, f = (x, y = 2) => [x, y];
            const o = { g(x) { return this === o ? f(x) : "lost"; }, get self() { return o; }, c: new (class { #n = 2; async find(x) { return this.#is(await x); } #is(x) { return x === this.#n; } })() };
            class C { constructor(x) { this.x = x; } get(y) { return [this.x, y]; } }

            """;
        using var hosted = new Hosted($"{around}export async function onStart() {{ console.log(JSON.stringify(await {expression}) ?? 'undefined'); }}");

        hosted.Host.OnStart();

        Assert.Empty(hosted.Log.Lines);
        Assert.Equal([shown], hosted.Said.Lines);
    }
}
