namespace ScriptWs.Tests.HostModules;

public sealed class ValueTests
{
    [Theory]
    [InlineData("await it.text('a')", "a!")]
    [InlineData("await it.textOrNull()", "null")]
    [InlineData("await it.textOrNull(null)", "null")]
    [InlineData("it.add(1, 2)", "3")]
    [InlineData("it.add(1)", "11")]
    [InlineData("it.add(1, undefined, 5)", "11")]
    [InlineData("await it.half(3)", "1.5")]
    [InlineData("await it.small(255)", "255")]
    [InlineData("await it.long(9007199254740991)", "9007199254740991")]
    [InlineData("await it.long(-9223372036854775808n)", "-9223372036854775808n")]
    [InlineData("await it.long(7n)", "7")]
    [InlineData("await it.big(2n ** 100n)", "2535301200456458802993406410752n")]
    [InlineData("await it.big(2)", "4n")]
    [InlineData("await it.wide(1)", "1n")]
    [InlineData("await it.nextDay(new Date(0))", "1970-01-02T00:00:00.000Z")]
    [InlineData("await it.sameTime(new Date(5))", "1970-01-01T00:00:00.005Z")]
    [InlineData("await it.reverse(new Uint8Array([1, 2, 3]))", "Uint8Array(3) [ 3, 2, 1 ]")]
    [InlineData("await it.tail(new Uint8Array([1, 2, 3]).buffer)", "Uint8Array(2) [ 2, 3 ]")]
    [InlineData("await it.tail(new Uint8Array([1, 2, 3]).subarray(1))", "Uint8Array(1) [ 3 ]")]
    [InlineData("await it.grow('small')", "veryLarge")]
    [InlineData("await it.grow('Small')", "veryLarge")]
    [InlineData("await it.maybe()", "null")]
    [InlineData("await it.maybe(3)", "3")]
    [InlineData("await it.slow('x')", "x")]
    [InlineData("await it.nothing()", "undefined")]
    [InlineData("(await it.raise({ name: 'tea', price: 1.5, id: 9007199254740993n })).id", "9007199254740993n")]
    [InlineData("await it.raise({ name: 'tea', price: 1.5 })", "{ name: 'tea', price: 3, size: 'small', at: null, id: null }")]
    [InlineData("(await it.raise({ name: 'tea', price: 1, at: new Date(0), __proto__: { price: 9 } })).at", "1970-01-01T00:00:00+00:00")]
    [InlineData("(await it.sort(new Set([{ name: 'b', price: 1 }, { name: 'a', price: 1 }]))).map((item) => item.name)", "[ 'a', 'b' ]")]
    [InlineData("await it.count(['x', 'y', 'x'])", "{ x: 2, y: 1 }")]
    [InlineData("await it.count(['__proto__'])", "{ __proto__: 1 }")]
    [InlineData("it.text('a') instanceof Promise", "true")]
    [InlineData("Object.keys(it).includes('notExported')", "false")]
    public void Value_OfEachType_PassesBothWays(string expression, string shown) =>
        Assert.Equal(shown, ModuleScript.Run(new Everything(), $"console.log({expression});"));

    [Theory]
    [InlineData("await it.text(5)", "TypeError: it.text: \"value\" takes a string, and the number 5 does not fit.")]
    [InlineData("await it.text()", "TypeError: it.text: \"value\" takes a string, and undefined does not fit.")]
    [InlineData("await it.text(null)", "TypeError: it.text: \"value\" takes a string, and null does not fit.")]
    [InlineData(
        "it.add('secret')",
        "TypeError: it.add: \"a\" takes an integer from -2147483648 to 2147483647, and a string of 6 characters does not fit.")]
    [InlineData(
        "it.add(1.5)",
        "TypeError: it.add: \"a\" takes an integer from -2147483648 to 2147483647, and the number 1.5 does not fit.")]
    [InlineData("await it.small(256)", "TypeError: it.small: \"value\" takes an integer from 0 to 255, and the number 256 does not fit.")]
    [InlineData(
        "await it.long(2 ** 53)",
        "TypeError: it.long: \"value\" takes a BigInt or an integer from -9223372036854775808 to 9223372036854775807, "
        + "and the number 9007199254740992 does not fit.")]
    [InlineData(
        "await it.nextDay('2020')",
        "TypeError: it.nextDay: \"value\" takes a valid Date, and a string of 4 characters does not fit.")]
    [InlineData("await it.nextDay(new Date(NaN))", "TypeError: it.nextDay: \"value\" takes a valid Date, and this Date does not fit.")]
    [InlineData(
        "await it.grow('huge')",
        "TypeError: it.grow: \"value\" takes one of \"small\", \"veryLarge\", and a string of 4 characters does not fit.")]
    [InlineData(
        "await it.raise({ name: 'tea', price: 'x' })",
        "TypeError: it.raise: \"item\" takes a value of Item, and this object does not fit at price.")]
    [InlineData(
        "await it.sort([{ name: 'a', price: 1 }, { name: 'b', price: {} }])",
        "TypeError: it.sort: \"items\" takes a value of IReadOnlyList`1, and an array of 2 does not fit at [1].price.")]
    [InlineData("await it.raise(it.slow('x'))", "TypeError: A value for C# contains a promise, which does not pass.")]
    [InlineData("const a = {}; a.a = a; await it.raise(a)", "TypeError: A value for C# is nested deeper than 60, or contains itself.")]
    public void Argument_ThatDoesNotFit_IsATypeErrorThatNamesIt(string statement, string error) =>
        Assert.Equal(error, ModuleScript.Run(new Everything(), $"{statement};"));
}
