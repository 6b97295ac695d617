using System.Numerics;
using CsCheck;
using Jint;
using ScriptWs.Scripting;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Storage;

public sealed class CloneBytesTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String, Gen.String[Gen.Char['\uD700', '\uE100'], 0, 5], Gen.Const(""), Gen.Const("\U0001F600"));

    private static readonly double[] Special =
        [0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, 9007199254740992, -9007199254740993, 0.1];

    private static readonly Gen<double> Numbers = Gen.OneOf(
        Gen.Double,
        Gen.Int.Select(i => (double)i),
        Gen.Int[0, Special.Length - 1].Select(index => Special[index]));

    private static readonly Gen<CloneValue> Values = Gen.Recursive<CloneValue>((depth, inner) => depth > 3 ? Leaves : Gen.OneOf(
        Leaves,
        Gen.Select(Texts, inner).Select((name, item) => KeyValuePair.Create(name, item)).List[0, 4]
            .Select(all => (CloneValue)new CloneValue.PlainObject(all)),
        inner.List[0, 4].Select(all => (CloneValue)new CloneValue.List([.. all.Select((one, i) => i % 3 == 2 ? null : one)])),
        Gen.Select(inner, inner).Select((key, item) => KeyValuePair.Create(key, item)).List[0, 4]
            .Select(all => (CloneValue)new CloneValue.Map(all)),
        inner.List[0, 4].Select(all => (CloneValue)new CloneValue.Set(all)),
        Gen.Select(Texts, inner).Select((message, cause) => (CloneValue)new CloneValue.Failure("TypeError", message, cause))));

    private static Gen<CloneValue> Leaves => Gen.OneOf(
        Gen.Const<CloneValue>(CloneValue.Undefined.Value),
        Gen.Const<CloneValue>(CloneValue.Null.Value),
        Gen.Bool.Select(truth => (CloneValue)new CloneValue.Truth(truth)),
        Numbers.Select(number => (CloneValue)new CloneValue.Number(number)),
        Texts.Select(text => (CloneValue)new CloneValue.Text(text)),
        Gen.Byte.Array[1, 20].Select(bytes => (CloneValue)new CloneValue.BigNumber(new BigInteger(bytes))),
        Numbers.Select(number => (CloneValue)new CloneValue.Date(number)),
        Numbers.Select(number => (CloneValue)new CloneValue.Boxed(new CloneValue.Number(number))),
        Texts.Select(text => (CloneValue)new CloneValue.Expression(text, "gi")),
        Gen.Byte.Array[0, 40].Select(bytes => (CloneValue)new CloneValue.Buffer(bytes)),
        Gen.Byte.Array[8, 40].Select(bytes => (CloneValue)new CloneValue.View("Uint16Array", new CloneValue.Buffer(bytes), 2, 3)));

    [Fact]
    public void Value_WrittenAndRead_IsTheSame() => Check.Sample(Values, value =>
    {
        var bytes = CloneBytes.Write(value)!;

        Assert.Equal(bytes, CloneBytes.Write(CloneReader.Read(bytes))!);
    });

    [Fact]
    public void Value_CutOffAnywhere_IsRefused() => Check.Sample(Values, value =>
    {
        var bytes = CloneBytes.Write(value)!;
        for (var length = 0; length < bytes.Length; length++) AssertRefused(bytes.AsSpan(0, length).ToArray());
    }, iter: 30);

    [Fact]
    public void Bytes_OfAnyKind_AreReadOrRefused() => Check.Sample(Gen.OneOf(
        Gen.Byte.Array[0, 60],
        Gen.Select(Values, Gen.Int[0, 10_000], Gen.Byte).Select((value, at, with) =>
        {
            var bytes = CloneBytes.Write(value)!;
            bytes[at % bytes.Length] = with;
            return bytes;
        })),
        bytes =>
        {
            try
            {
                _ = CloneReader.Read(bytes);
            }
            catch (InvalidDataException)
            {
                // As it must.
            }
        });

    [Theory]
    [InlineData("[1, , undefined, null, -0, NaN, 0.5, 2**53, -7]", "[ 1, undefined, undefined, null, -0, NaN, 0.5, 9007199254740992, -7 ]")]
    [InlineData(
        "new Map([['a', new Set([1n, true])], [{ x: 1 }, new Date(0)]])",
        "Map(2) { 'a' => Set(2) { 1n, true }, { x: 1 } => 1970-01-01T00:00:00.000Z }")]
    [InlineData("new Uint16Array(new Uint8Array([1, 0, 2, 0, 3, 0]).buffer, 2, 2)", "Uint16Array(2) [ 2, 3 ]")]
    [InlineData("/a+/gi", "/a+/gi")]
    [InlineData("'\\ud800x'.length", "2")]
    [InlineData(
        "((o) => { o.self = o; o.twice = [o.list = [1], o.list]; return o; })({})",
        "{ self: [Circular], list: [ 1 ], twice: [ [ 1 ], [ 1 ] ] }")]
    public void ScriptValue_WrittenAndRead_IsTheSame(string expression, string expected)
    {
        using var hosted = new Hosted($"export function onStart() {{ globalThis.value = {expression}; }}");
        hosted.Host.OnStart();
        var engine = hosted.Host.Engine;

        var bytes = CloneBytes.Write(StructuredClone.Write(engine, engine.GetValue("value")))!;
        var read = StructuredClone.Read(engine, CloneReader.Read(bytes));

        Assert.Equal(expected, ValueText.Format([read]));
    }

    [Theory]
    [InlineData(1_000_000, 1000)]
    [InlineData(10, 12)]
    public void Value_OverTheLimit_IsNotWritten(int length, int limit)
    {
        Assert.Null(CloneBytes.Write(new CloneValue.Text(new string('x', length)), limit));
        Assert.Null(CloneBytes.Write(new CloneValue.Buffer(new byte[length]), limit));
        Assert.Null(CloneBytes.Write(new CloneValue.List([.. Enumerable.Repeat(CloneValue.Null.Value, length)]), limit));
    }

    [Fact]
    public void Bytes_NestedDeeper_AreRefused()
    {
        var nested = Enumerable.Range(0, 5000).SelectMany(_ => new byte[] { (byte)CloneTag.List, 1 });

        AssertRefused([CloneBytes.Version, .. nested, (byte)CloneTag.Null]);
    }

    private static void AssertRefused(byte[] bytes) => Assert.Throws<InvalidDataException>(() => CloneReader.Read(bytes));
}
