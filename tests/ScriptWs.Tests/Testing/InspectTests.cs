namespace ScriptWs.Tests.Testing;

/// <summary>How values are shown.</summary>
public sealed class InspectTests
{
    [Theory]
    [InlineData("'text'", "'text'")]
    [InlineData("-0", "-0")]
    [InlineData("12n", "12n")]
    [InlineData("null", "null")]
    [InlineData("Symbol('a')", "Symbol(a)")]
    [InlineData("{}", "{}")]
    [InlineData("{ a: 1, 'b-c': [true, undefined], [Symbol('s')]: null }", "{ a: 1, 'b-c': [ true, undefined ], [Symbol(s)]: null }")]
    [InlineData("[1, , 3]", "[ 1, <empty>, 3 ]")]
    [InlineData("new Map([[{ a: 1 }, 'x']])", "Map(1) { { a: 1 } => 'x' }")]
    [InlineData("new Set([1, 'a'])", "Set(2) { 1, 'a' }")]
    [InlineData("new Date(0)", "1970-01-01T00:00:00.000Z")]
    [InlineData("new Date(NaN)", "Invalid Date")]
    [InlineData("/a/gi", "/a/gi")]
    [InlineData("new Uint8Array([1, 2])", "Uint8Array(2) [ 1, 2 ]")]
    [InlineData("new Uint8Array([1, 2]).buffer", "ArrayBuffer [ 1, 2 ]")]
    [InlineData("Object.assign(new TypeError('bad', { cause: 'worse' }), { code: 5 })", "[TypeError: bad] { code: 5, [cause]: 'worse' }")]
    [InlineData("new (class Room { size = 1; })()", "Room { size: 1 }")]
    [InlineData("class Room extends Map {}", "[class Room extends Map]")]
    [InlineData("function join() {}", "[Function: join]")]
    [InlineData("() => 1", "[Function (anonymous)]")]
    [InlineData("Object.create(null)", "[Object: null prototype] {}")]
    [InlineData("new String('ab')", "[String: 'ab']")]
    [InlineData("{ get a() { throw 1; }, set a(x) {} }", "{ a: [Getter/Setter] }")]
    [InlineData("(() => { const a = { b: {} }; a.b.a = a; return a; })()", "{ b: { a: [Circular] } }")]
    [InlineData("{ a: { b: { c: { d: { e: 1 } } } } }", "{ a: { b: { c: { d: [Object] } } } }")]
    [InlineData("new Proxy({}, { ownKeys() { throw new Error('no'); } })", "[Object that cannot be read: no]")]
    public void Value_Inspected_IsReadable(string expression, string expected)
    {
        using var engine = new SteppingEngine("assert.js", "inspect");

        Assert.Equal(expected, engine.Evaluate($"inspect({expression})"));
    }

    [Fact]
    public void Value_WiderThanALine_IsBroken()
    {
        using var engine = new SteppingEngine("assert.js", "inspect");

        var text = engine.Evaluate("inspect({ text: 'x'.repeat(50), numbers: Array.from({ length: 30 }, (_, i) => i), empty: {} })");

        Assert.Equal(
            """
            {
              text: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
              numbers: [
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
                21, 22, 23, 24, 25, 26, 27, 28, 29
              ],
              empty: {}
            }
            """, text);
    }

    [Theory]
    [InlineData("'x'.repeat(100000)", 1100)]
    [InlineData("Array.from({ length: 100000 }, (_, i) => i)", 1000)]
    [InlineData("Object.fromEntries(Array.from({ length: 10000 }, (_, i) => [i, i]))", 1500)]
    [InlineData("Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => Array.from({ length: 100 }, (_, i) => i)))", 150_000)]
    public void Value_OfAnySize_HasABoundedText(string expression, int bound)
    {
        using var engine = new SteppingEngine("assert.js", "inspect");

        Assert.InRange(engine.Evaluate($"inspect({expression})").Length, 100, bound);
    }
}
