namespace ScriptWs.Tests.Testing;

/// <summary>Every case of AssertCases.tsv passes or throws as in Node.</summary>
public sealed class AssertOutcomeTests
{
    private const string Folder = "tests/ScriptWs.Tests/";
    private const string Runner = "Testing/assert-outcomes.mjs";

    private static readonly string Table = File.ReadAllText(Repository.PathOf(Folder + "Testing/AssertCases.tsv")).ReplaceLineEndings("\n");

    private static IEnumerable<string> Cases => Table.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'));

    [Fact]
    public void EveryCase_InTheEngine_EndsAsTheTableSays()
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        var outcomes = engine.Call(Folder + Runner, "outcomes", "assert", Table);

        Assert.Equal(Cases, outcomes.Split('\n'));
    }

    [Fact]
    public async Task EveryCase_InNode_EndsAsTheTableSays()
    {
        var (exitCode, output) = await NodeTools.RunAsync(Runner, "Testing/AssertCases.tsv");

        Assert.Equal(Cases, output.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')));
        Assert.Equal(0, exitCode);
    }

    // What later versions of Node decide in another way than earlier ones stands here, not in the table.
    [Theory]
    [InlineData("assert.deepEqual(new WeakMap(), new WeakMap())", false)]
    [InlineData("assert.deepEqual(Promise.resolve(1), Promise.resolve(1))", false)]
    [InlineData("assert.deepEqual(new Date(NaN), new Date(NaN))", true)]
    [InlineData("(() => { const a = {}; a.a = a; const b = { a: {} }; b.a.a = b; assert.deepEqual(a, b); })()", false)]
    [InlineData("assert.partialDeepStrictEqual({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } })", true)]
    [InlineData("assert.partialDeepStrictEqual({ a: 1 }, { a: 1, b: 2 })", false)]
    [InlineData("assert.partialDeepStrictEqual({ a: { b: 2 } }, { a: { b: '2' } })", false)]
    [InlineData("assert.partialDeepStrictEqual([1, 2, 3, 4], [2, 4])", true)]
    [InlineData("assert.partialDeepStrictEqual([1, 2, 3, 4], [4, 2])", false)]
    [InlineData("assert.partialDeepStrictEqual([1], [1, 1])", false)]
    [InlineData("assert.partialDeepStrictEqual([{ a: 5, b: 6 }, { b: 5 }], [{ a: 5 }])", true)]
    [InlineData("assert.partialDeepStrictEqual(new Set([{ a: 1 }, { b: 1 }]), new Set([{ a: 1 }]))", true)]
    [InlineData("assert.partialDeepStrictEqual(new Set([1]), new Set([1, 2]))", false)]
    [InlineData("assert.partialDeepStrictEqual(new Map([['a', { x: 1, y: 2 }], ['b', 2]]), new Map([['a', { x: 1 }]]))", true)]
    [InlineData("assert.partialDeepStrictEqual(new Map([['a', 1]]), new Map([['a', 2]]))", false)]
    [InlineData("assert.partialDeepStrictEqual(new (class A { x = 1; })(), { x: 1 })", true)]
    [InlineData("assert.partialDeepStrictEqual(/a/, /b/)", false)]
    [InlineData("assert.partialDeepStrictEqual(new Date(1), new Date(1))", true)]
    [InlineData("assert.partialDeepStrictEqual(new Error('a'), new Error('b'))", false)]
    [InlineData("assert.partialDeepStrictEqual('text', 'tex')", false)]
    public void Case_OutsideTheTable_PassesOrFails(string expression, bool passes)
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        var error = engine.ErrorOf(expression);

        Assert.Equal(passes ? "passes" : "AssertionError", error.Split(':')[0]);
    }

    [Theory]
    [InlineData(140, "passes")]
    [InlineData(10_000, "RangeError: Values that are nested more than 150 levels deep cannot be compared.")]
    public void Values_NestedDeeply_AreComparedUpToABound(int levels, string expected)
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        var error = engine.ErrorOf($"let a = [], b = []; for (let i = 0; i < {levels}; i++) [a, b] = [[a], [b]]; assert.deepEqual(a, b)");

        Assert.Equal(expected, error);
    }

    [Fact]
    public void Bytes_OfAMebibyte_AreComparedWhole()
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        Assert.Equal("passes", engine.ErrorOf("assert.deepEqual(new Uint8Array(2 ** 20), new Uint8Array(2 ** 20))"));
        Assert.StartsWith("AssertionError: ", engine.ErrorOf("assert.deepEqual(new Uint8Array(2 ** 20), new Uint8Array(2 ** 20).fill(1, 2 ** 20 - 1))"), StringComparison.Ordinal);
    }
}
