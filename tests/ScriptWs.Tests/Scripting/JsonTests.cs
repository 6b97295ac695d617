using System.Globalization;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Runtime;
using ScriptWs.Scripting;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Tests.Scripting;

/// <summary><c>JSON.parse</c> and <c>JSON.stringify</c> are our own: what they give is what the engine's give, and Node's.</summary>
public sealed class JsonTests
{
    private const string Show =
        """
        const show = x => typeof x === 'object' && x ? (Array.isArray(x) ? '[' + x.map(show).join() + ']'
          : '{' + Reflect.ownKeys(x).map(k => JSON.stringify(k) + '=' + show(x[k])).join() + '}' + (Object.getPrototypeOf(x) === Object.prototype))
          : Object.is(x, -0) ? '-0' : typeof x + ':' + String(x);
        """;

    private static readonly string[] Values =
    [
        "1", "-0", "NaN", "1.5", "1e21", "1e-7", "0.0001", "123456789012345680000", "2 ** 53", "5e-324", "'a'", @"'\u0001\n\t\b\f\r\""\\/'", @"'\ud800'", @"'\udc00x'",
        @"'\ud83d\ude00'", @"'x\ud83d'", @"'\u2028\u007f<>&'", "null", "undefined", "true", "() => 1", "Symbol('x')", "10n", "Object(1)", "Object('x')", "Object(false)",
        "Object(5n)", "new Date(0)", "new Date(NaN)", "/x/g", "new Error('x')", "new Map([[1, 2]])", "new Uint8Array([1, 2, 3])", "[1, , 2]", "[undefined, () => 1, Symbol()]",
        "{ a: undefined, b: () => 1, c: 1 }", "{ b: 1, a: 2, 1: 3, 0: 4 }", "{ ['__proto__']: 2 }", "{ toJSON() { return { x: 1 }; } }", "{ a: { toJSON(k) { return k + '!'; } } }",
        "[{ toJSON(k) { return typeof k + k; } }]", "Object.create({ a: 1 })", "Object.create(null)", "Object.defineProperty({ a: 1 }, 'h', { value: 1 })",
        "{ get a() { return 1; }, get b() { return this.a + 1; } }", "new Proxy({ a: 1, b: [1] }, {})", "new Proxy([1, 2], {})",
        "new Proxy({}, { ownKeys: () => ['x', 'y'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }), get: (t, k) => k === 'toJSON' ? undefined : k })",
        "{ get a() { delete this.b; return 1; }, b: 2, c: 3 }", "(() => { const o = { a: 1, b: { toJSON() { o.c = 9; return 1; } }, c: 2 }; return o; })()",
        "(() => { const o = { a: { toJSON() { delete o.c; return 1; } }, c: 2 }; return o; })()", "{ a: [], b: {}, c: [[]], d: [{}] }", "Object.assign(() => 1, { a: 1 })",
        "new (class A { x = 1; #y = 2; })()", "String.prototype", "Number.prototype", "(() => { const n = Object(3); n.valueOf = () => 7; return n; })()",
        "(() => { const n = Object('a'); n.toString = () => 'z'; return n; })()", @"{ '': 1, ' ': 2, 'a""b': 3, '\ud800': 4 }",
        "Array.from({ length: 70 }, (_, i) => i).reduce((o, i) => (o['k' + i] = i, o), {})", "(() => { let o = {}; for (let i = 0; i < 300; i++) o = { o }; return o; })()",
    ];

    private static readonly string[] WriteArguments =
    [
        "", ", null, 2", @", null, '\t'", ", null, 'abcdefghijklmnop'", ", null, 100", ", null, Object(3)", ", null, Object('--')", ", ['a', 'c', 1, Object('b'), Object(0), 'a']",
        ", [], 1", ", function (k, v) { return k === 'a' ? undefined : v; }", ", (k, v) => typeof v === 'number' ? v + 1 : v, 1", ", function (k, v) { return Array.isArray(this) ? String(k) : v; }",
        ", {}", ", null, -1", ", new Proxy(['a'], {})",
    ];

    private static readonly string[] Texts =
    [
        "1", "-0", "0", "00", "01", "-", "1.", ".5", "1e5", "1E+5", "1e", "1e+", "123456789012345678", "0.1e-7", "1e400", "-1e400", "\"\"", @"""\n\t\b\f\r\\\/\""""", @"""\u0041""", @"""\u004""",
        @"""\x""", @"""\", "\"", "\"a\nb\"", @"""\ud800""", "\"\u007f\"", "'a'", "true", "tru", "trueX", "null", "[]", "[1]", "[1,]", "[,1]", "[1 2]", "[1", "{}", "{\"a\":1}", "{\"a\":1,}", "{a:1}",
        "{\"a\"}", "{\"a\":}", "{\"a\":1,\"a\":2}", "{\"b\":1,\"a\":2,\"b\":3}", "{\"1\":1,\"0\":2,\"a\":3}", "{\"__proto__\":1}", "{\"__proto__\":{\"a\":1},\"x\":2}", "{\"\":1}", @"{""\u0061"":1,""a"":2}",
        " \t\n\r[ 1 , { \"a\" : [ ] } ] ", "\u00a01", "[1]x", "", "  ", "[[[[1]]]]", "{\"a\":{\"b\":{\"c\":[1,2,{\"d\":null}]}}}", "NaN", "\u2028", "\"\u2028\"", "{\"constructor\":1,\"length\":2}", "1 // x",
        "\ufeff1", "{\"a\":1}{", @"[""\u00e9é😀""]",
    ];

    private static readonly string[] Revivers =
    [
        "", ", (k, v) => v", ", (k, v) => typeof v === 'number' ? v + 1 : v", ", (k, v) => k === 'a' ? undefined : v", ", (k, v, c) => v && typeof v === 'object' ? v : k + ':' + String(v) + ':' + c.source",
        ", function (k, v) { if (k === 'a') this.b = { z: [1] }; return v; }", ", function (k, v) { if (k === '0' && Array.isArray(this)) this[1] = this[2]; return v; }", ", null", ", {}",
    ];

    [Fact]
    public void Stringify_AnyValue_IsWhatTheEngineWrites() => Compare(
        from value in Values from arguments in WriteArguments select $"JSON.stringify({value}{arguments})");

    [Fact]
    public void Parse_AnyText_IsWhatTheEngineReads() => Compare(
        from text in Texts from reviver in Revivers select $"JSON.parse({Literal(text)}{reviver})");

    [Fact]
    public void Both_GeneratedTexts_AreWhatTheEngineDoes() => Compare(from text in Generated(2000, likeEngine: true) select $"[JSON.parse({Literal(text)}), JSON.stringify(JSON.parse({Literal(text)}), null, {text.Length % 3})]");

    /// <summary>A message is read from its UTF-8, and is the same.</summary>
    [Fact]
    public void Parse_OfAMessage_IsThatOfItsText()
    {
        using var engine = Ours();
        NoDifference(
            from text in Texts.Concat(Generated(2000, likeEngine: false))
            let utf8 = Encoding.UTF8.GetBytes(text)
            let plain = ParsedX(engine, JsString.Create(Encoding.UTF8.GetString(utf8)))
            let found = ParsedX(engine, EncodedText.Of(utf8))
            where found != plain
            select $"{text}: {found} in place of {plain}");
    }

    private static string ParsedX(Engine engine, JsValue text)
    {
        engine.SetValue("x", text);
        return Result(engine, "JSON.parse(x)");
    }

    [Fact]
    public async Task Both_Generated_AreWhatNodeDoes()
    {
        Assert.SkipUnless(Tool.Find("node") is not null, "Node.js is not installed.");
        using var folder = new TemporaryFolder();
        string[] tried = [.. (from text in Texts.Concat(Generated(1000, likeEngine: false)) select $"JSON.stringify(JSON.parse({Literal(text)}), null, 1)").Concat(from value in Values select $"JSON.stringify({value})")];
        var file = Path.Combine(folder.Path, "main.js");
        await File.WriteAllTextAsync(
            file,
            $$"""
            "use strict"; {{Show}}
            const said = [];
            for (const one of [{{string.Join(",\n", tried.Select(one => $"() => {one}"))}}]) { try { said.push(show(one())); } catch (e) { said.push(e.name); } }
            console.log(said.map(one => JSON.stringify(one)).join('\n'));
            """,
            TestContext.Current.CancellationToken);

        var (exitCode, output) = await Tool.RunAsync(Tool.Find("node")!, [file], folder.Path);

        Assert.Equal(0, exitCode);
        using var engine = Ours();
        var expected = output.TrimEnd('\n').Split('\n');
        NoDifference(
            from pair in tried.Zip(expected)
            let found = engine.Evaluate($"JSON.stringify((() => {{ {Show} try {{ return show({pair.First}); }} catch (e) {{ return e.name; }} }})())").ToString()
            where found != pair.Second
            select $"{pair.First}: {found} in place of {pair.Second}");
    }

    [Theory]
    [InlineData("JSON.parse('['.repeat(500) + ']'.repeat(500)).length")]
    [InlineData("JSON.parse('[{\"a\":'.repeat(250) + '1' + '}]'.repeat(250)).length")]
    [InlineData("JSON.parse('['.repeat(500) + ']'.repeat(500), (k, v) => v).length")]
    [InlineData("(() => { let o = [1]; for (let i = 0; i < 500; i++) o = [o]; return JSON.parse(JSON.stringify(o)).length; })()")]
    public void Parse_AsDeepAsStringifyWrites_IsRead(string expression) => Assert.Equal("1", Hosted.Evaluate(expression));

    [Theory]
    [InlineData("JSON.parse('['.repeat(1e5))")]
    [InlineData("JSON.parse('{\"a\":'.repeat(1e5))")]
    [InlineData("JSON.parse('['.repeat(1e5) + ']'.repeat(1e5), (k, v) => v)")]
    [InlineData("JSON.parse('[0]', function (k, v) { if (k === '0') this[1] = [1, 2]; return k === '' ? v : v > 0 ? [v] : v; }).flat(9).join()", "0,1,2")]
    public void Parse_DeeperThanTheStack_IsARangeError(string expression, string expected = "RangeError") =>
        Assert.Equal(expected, Hosted.Evaluate($"(() => {{ try {{ return {expression}; }} catch (e) {{ return e.name; }} }})()"));

    [Fact]
    public void Parse_NamesWithoutEnd_StaysRight() => Assert.Equal(
        "true",
        Hosted.Evaluate("(() => { for (let i = 0; i < 20000; i++) { const o = JSON.parse(`{\"a${i}\":${i},\"b${i % 7}\":1}`); if (o[`a${i}`] !== i || Object.keys(o).length !== 2) return i; } return true; })()"));

    [Fact]
    public void Numbers_OfAnyLength_AreReadAndWrittenExactly()
    {
        var random = new Random(23);
        string[] texts = [.. Enumerable.Range(0, 30_000).Select(_ => Number(random))];
        using var engine = Ours();
        var text = $"[{string.Join(',', texts)}]";

        var read = engine.Evaluate($"JSON.parse({Literal(text)})").AsArray();
        var written = engine.Evaluate($"JSON.stringify(JSON.parse({Literal(text)}))").ToString().Trim('[', ']').Split(',');

        for (var i = 0; i < texts.Length; i++)
        {
            var expected = double.Parse(texts[i], CultureInfo.InvariantCulture);
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(read[(uint)i].AsNumber()));
            Assert.Equal(expected, double.Parse(written[i], CultureInfo.InvariantCulture));
            Assert.InRange(written[i].Length, 1, TypeConverter.ToString(JsNumber.Create(expected)).Length);
        }
    }

    /// <summary>Digits, a point somewhere among them or nowhere, and zeros at either end.</summary>
    private static string Number(Random random)
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)('0' + random.Next(10))));
        var point = random.Next(digits.Length + 1);
        var whole = digits[..point].TrimStart('0') is { Length: > 0 } some ? some : "0";
        return (random.Next(2) == 0 ? "-" : "") + whole + (point < digits.Length ? $".{digits[point..]}" : "");
    }

    /// <summary>In a time that grows with the square of the length, this would take a minute, and no budget would end it.</summary>
    [Theory]
    [InlineData(@"JSON.stringify('\ud800'.repeat(1 << 19)).length", 6 << 19)]
    [InlineData(@"JSON.stringify('\udc00x'.repeat(1 << 19)).length", 7 << 19)]
    [InlineData(@"JSON.stringify('\ud83d\ude00\n'.repeat(1 << 19)).length", 4 << 19)]
    public void Stringify_OfManyEscapes_TakesATimeByLength(string expression, int length) =>
        Assert.Equal($"{length + 2}", Hosted.Evaluate(expression));

    private static void Compare(IEnumerable<string> expressions)
    {
        using var ours = Ours();
        using var theirs = new Engine(options => { options.Strict(); options.Json.MaxParseDepth = 400; });
        NoDifference(
            from expression in expressions
            let found = Result(ours, expression)
            let expected = Result(theirs, expression)
            where found != expected
            select $"{expression}: {found} in place of {expected}");
    }

    private static void NoDifference(IEnumerable<string> differences) => Assert.Equal("", string.Join('\n', differences.Take(5)));

    private static Engine Ours()
    {
        var engine = new Engine(options => options.Strict());
        BuiltInLimits.Apply(engine);
        return engine;
    }

    private static string Result(Engine engine, string expression)
    {
        try
        {
            return engine.Evaluate($"(() => {{ {Show} return show({expression}); }})()").ToString();
        }
        catch (JavaScriptException e)
        {
            return e.Error.ToString();
        }
    }

    private static string Literal(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    /// <param name="count">How many.</param>
    /// <param name="likeEngine">Whether names come once in an object, and numbers have fewer than 16 digits: the engine's own is wrong about others.</param>
    private static List<string> Generated(int count, bool likeEngine)
    {
        var random = new Random(17);
        var texts = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            Generate(random, text, 0, likeEngine);
            if (i % 5 == 0) text[random.Next(text.Length)] = "{}[]\",:0-x\\ "[random.Next(12)]; // mostly not JSON any more
            texts.Add(text.ToString());
        }

        return texts;
    }

    private static void Generate(Random random, StringBuilder text, int depth, bool likeEngine)
    {
        var kind = random.Next(depth > 4 ? 5 : 8);
        if (kind == 0) text.Append(random.Next(2) == 0 ? "null" : "true");
        else if (kind == 1) text.Append(random.Next(-9, 1000));
        else if (kind == 2) text.Append(((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-25, likeEngine ? 15 : 25))).ToString("R", CultureInfo.InvariantCulture));
        else if (kind is 3 or 4) text.Append(String(random));
        else Nest(random, text, depth, kind > 5, likeEngine);
    }

    private static void Nest(Random random, StringBuilder text, int depth, bool isObject, bool likeEngine)
    {
        text.Append(isObject ? '{' : '[');
        var count = random.Next(random.Next(20) == 0 ? 80 : 6);
        for (var i = 0; i < count; i++)
        {
            if (i > 0) text.Append(random.Next(3) == 0 ? " , " : ",");
            if (isObject) text.Append(likeEngine ? $"\"{"abc"[random.Next(3)]}{i}\"" : random.Next(3) == 0 ? String(random) : $"\"{"abcdefg"[random.Next(7)]}\"").Append(':');
            Generate(random, text, depth + (count > 6 ? 4 : 1), likeEngine);
        }

        text.Append(isObject ? '}' : ']');
    }

    private static string String(Random random)
    {
        string[] parts = ["a", "name", "0", "17", "__proto__", @"\n", @"\u00e9", "é", @"\ud83d\ude00", @"\ud800", "😀", @"\""", @"\\", " ", "toJSON", "\u2028"];
        return $"\"{string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => parts[random.Next(parts.Length)]))}\"";
    }
}
