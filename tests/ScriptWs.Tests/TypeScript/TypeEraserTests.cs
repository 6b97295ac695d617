using System.Diagnostics;
using System.Text;
using Jint;
using ScriptWs.TypeScript;

namespace ScriptWs.Tests.TypeScript;

public sealed class TypeEraserTests
{
    private const string Assertion = "a type assertion in angle brackets, or JSX, is not supported; write value as Type";

    [Theory]
    [InlineData("let a: number = 1", "let a         = 1")]
    [InlineData("let a!: A<B<C>>= 1", "let a          = 1")]
    [InlineData("a = b as C | D", "a = b         ")]
    [InlineData("a = (b satisfies C).d", "a = (b            ).d")]
    [InlineData("a!.b![0]!()", "a .b [0] ()")]
    [InlineData("f<A, B>(c)", "f      (c)")]
    [InlineData("f < A > c", "f < A > c")]
    [InlineData("f(a < b, c > 1)", "f(a < b, c > 1)")]
    [InlineData("new Map<string, A[]>()", "new Map             ()")]
    [InlineData("const f = <T,>(a?: T): a is T => a", "const f =     (a    )         => a")]
    [InlineData("a ? (b) : c => d", "a ? (b) : c => d")]
    [InlineData("a ? (b): c => d : e", "a ? (b)    => d : e")]
    [InlineData("function f(this: A, b: B = 1): asserts b is C {}", "function f(         b    = 1)                 {}")]
    [InlineData("class A<T> extends B<T> implements C, D { }", "class A    extends B                    { }")]
    [InlineData("abstract class A { abstract b(): void; c() {} }", "         class A {                     c() {} }")]
    [InlineData("import { type A, b } from './c.ts'", "import {         b } from './c.ts'")]
    [InlineData("export { type A, b }", "export {         b }")]
    [InlineData("import type from './a.ts'", "import type from './a.ts'")]
    [InlineData("import { type as as } from './a.ts'", "import { type as as } from './a.ts'")]
    [InlineData("export type * from './a.ts'", "                           ")]
    [InlineData("interface A { b: C }", "                    ")]
    [InlineData("declare const a: B, c: D;", "                         ")]
    [InlineData("namespace A { export type B = 1 }", "                                 ")]
    [InlineData("a = /b: c/g / d as E", "a = /b: c/g / d     ")]
    [InlineData("a = `b: ${c as D} e: F`", "a = `b: ${c     } e: F`")]
    [InlineData("a = { b: c, d<T>(e: F) {} }", "a = { b: c, d   (e   ) {} }")]
    [InlineData("type = interface_ / declare", "type = interface_ / declare")]
    [InlineData("for (const a of b as C[]) {}", "for (const a of b       ) {}")]
    [InlineData("try {} catch (e: unknown) {}", "try {} catch (e         ) {}")]
    [InlineData("// a: B\n/* c as D */ let \u03c0: E", "// a: B\n/* c as D */ let \u03c0   ")]
    public void Erase_OfTypes_LeavesBlanks(string source, string erased) => Assert.Equal(erased, Erased(source));

    [Theory]
    [InlineData("let a = b\ninterface C {}\n(d)", "let a = b\n;             \n(d)")]
    [InlineData("a = b as C\n(d)", "a = b ;   \n(d)")]
    [InlineData("a = b as C\n[d]", "a = b ;   \n[d]")]
    [InlineData("a = b as C\n+ d", "a = b     \n+ d")]
    [InlineData("class A { b = 1\n private [c] = 2 }", "class A { b = 1\n ;       [c] = 2 }")]
    [InlineData("class A { b = 1\n public *c() {} }", "class A { b = 1\n ;      *c() {} }")]
    [InlineData("class A { b = 1\n declare c: D\n [e] = 2 }", "class A { b = 1\n ;           \n [e] = 2 }")]
    [InlineData("a = (b):\n C => d", "a = (b  \n ) => d")]
    [InlineData("return_ = async <\n T>(b: T) => c", "return_ = async (\n    b   ) => c")]
    public void Erase_WhereTheNextLineWouldGoOn_KeepsItApart(string source, string erased) => Assert.Equal(erased, Erased(source));

    [Theory]
    [InlineData("\n  enum A {}", "a.ts:2:3: SyntaxError: {enum}.")]
    [InlineData("const enum A {}", "a.ts:1:1: SyntaxError: {enum}.")]
    [InlineData("export enum A {}", "a.ts:1:8: SyntaxError: {enum}.")]
    [InlineData("namespace A { b() }", "a.ts:1:1: SyntaxError: a namespace with values is {code}; export the values from a module.")]
    [InlineData("export = a", "a.ts:1:1: SyntaxError: export = is of CommonJS; write export default \u2026.")]
    [InlineData("@a class B {}", "a.ts:1:1: SyntaxError: decorators are {code}; call a function instead.")]
    [InlineData("class A { @b c }", "a.ts:1:11: SyntaxError: decorators are {code}; call a function instead.")]
    [InlineData("a = <B>c", "a.ts:1:5: SyntaxError: {assertion}.")]
    [InlineData("a = <b>c</b>", "a.ts:1:5: SyntaxError: {assertion}.")]
    [InlineData("let a = ;", "a.ts:1:9: SyntaxError: Unexpected token ';'.")]
    [InlineData("let a: { b", "a.ts:1:11: SyntaxError: Unexpected end of input.")]
    [InlineData("let a = 'b\n'", "a.ts:1:9: SyntaxError: Invalid or unexpected token.")]
    [InlineData("let a: B = \u0001", "a.ts:1:12: SyntaxError: Unexpected token '?'.")]
    public void Erase_OfWhatIsNotOnlyTypes_SaysWhatToWrite(string source, string problem) => Assert.Equal(
        problem.Replace("{enum}", "an enum is {code}; write const Color = { Red: 0, Blue: 1 } as const", StringComparison.Ordinal)
            .Replace("{assertion}", Assertion, StringComparison.Ordinal)
            .Replace("{code}", "code, and types are only erased", StringComparison.Ordinal),
        Problem(source));

    [Theory]
    [InlineData("import a = b.c")]
    [InlineData("import a = require('b')")]
    public void Erase_OfAnImportAlias_IsRefused(string source) => Assert.Equal(
        "a.ts:1:1: SyntaxError: import = is code, and types are only erased; write import { name } from \"./module.ts\", "
        + "or const name = \u2026.",
        Problem(source));

    [Theory]
    [InlineData("private")]
    [InlineData("readonly")]
    public void Erase_OfAParameterProperty_IsRefused(string modifier) => Assert.Equal(
        $"a.ts:1:23: SyntaxError: the parameter property \"{modifier}\" is code, and types are only erased; "
        + "declare a field, and assign it in the constructor.",
        Problem($"class A {{ constructor({modifier} b: C) {{}} }}"));

    [Fact]
    public void Erase_OfADeepSource_IsRefused() =>
        Assert.EndsWith("the source is nested too deeply.", Problem("a = " + new string('(', 100_000)), StringComparison.Ordinal);

    [Theory]
    [InlineData("a ? (b) : c => ")]
    [InlineData("x < ")]
    [InlineData("async < ")]
    [InlineData("f<A>(b) || ")]
    public void Erase_OfARowThatMayBeTypes_TakesTimeInProportion(string part)
    {
        var source = "a = " + string.Concat(Enumerable.Repeat(part, 5_000)) + "1";
        var began = Stopwatch.GetTimestamp();

        TypeEraser.Erase(source, out _);

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "a square of the length would take many minutes");
    }

    [Fact]
    public void Erase_OfJavaScript_ChangesNothing()
    {
        foreach (var file in Repository.Files("scripts", "*.js").Concat(Repository.Files("docs/recipes", "*.js")))
        {
            var source = File.ReadAllText(Repository.PathOf(file));

            Assert.Equal(source, Erased(source));
        }
    }

    [Fact]
    public async Task EraseTypes_OfGeneratedSources_GivesJavaScript()
    {
        await using var target = await ScriptWs.Fuzz.FuzzTargets.CreateAsync("typescript/erasure");
        var random = new Random(20261130);
        var modules = 0;
        for (var i = 0; i < 300; i++)
        {
            var erased = TypeEraser.Erase(Encoding.UTF8.GetString(target.Generate(random)), out _);
            if (erased is not null && IsModule(erased)) modules++;
        }

        Assert.True(modules > 100, $"{modules} of 300 are modules; the grammar makes names twice, but not always");
    }

    private static bool IsModule(string source)
    {
        try
        {
            Engine.PrepareModule(source);
            return true;
        }
        catch (ScriptPreparationException)
        {
            return false;
        }
    }

    private static string Erased(string source)
    {
        var erased = TypeEraser.Erase(source, out var problem);
        Assert.Null(problem);
        return erased!;
    }

    private static string Problem(string source)
    {
        Assert.Null(TypeEraser.Erase(source, out var problem));
        return problem!.Describe("a.ts");
    }
}
