using System.Text;
using Jint;
using Jint.Native;
using Jint.Runtime;
using ScriptWs.Scripting;
using ScriptWs.Scripting.BuiltIns;
using ScriptWs.Tests.Connections;

namespace ScriptWs.Tests.Scripting;

/// <summary>A string that is kept as UTF-8 is, to a script, a string like any other.</summary>
public sealed class EncodedTextTests
{
    private static readonly string[] Pieces =
    [
        "a", "Z", "0", " ", "\"", "\\", "\n", "é", "ß", "日本", "😀", "\ud83d\udc69\u200d\ud83d\udcbb", "{\"a\":1}", "[", "]", "hello",
        "\u2028", "\0", "1e3",
    ];

    /// <summary>What scripts do with a string <c>x</c>; <c>y</c> is an equal one, <c>z</c> another.</summary>
    private static readonly string[] Uses =
    [
        "x", "x.length", "x[0]", "x[x.length - 1]", "x.charCodeAt(1)", "x.codePointAt(0)", "x + 'a' + x", "'a' + x",
        "`${x}-${x.length}`", "x === y", "y === x", "x == y", "x === z", "x !== z", "x < z", "x > z", "Object.is(x, y)",
        "[y].includes(x)", "[x].indexOf(y)", "new Map([[x, 1]]).get(y)", "new Map([[y, 1]]).get(x)", "new Set([x, y, z]).size",
        "({ [x]: 1 })[y]", "({ [y]: 1 })[x]", "x in { [y]: 1 }", "typeof x", "!x", "x ? 1 : 2", "Number(x)", "+x", "isNaN(x)",
        "String(x) === y", "Object(x).length", "[...x].length", "x.split('').join('-')", "x.split('a').length",
        "x.replace(/[a-z]/g, '_')", "x.replaceAll('a', 'bb')", "x.match(/l+/)?.[0]", "x.slice(1, 3)", "x.trim()", "x.toUpperCase()",
        "x.padStart(40, '*')", "x.repeat(2)", "x.concat(x)", "x.includes('é')", "x.startsWith(y)", "x.endsWith(y)", "x.indexOf('0')",
        "x.localeCompare(y)", "x.normalize()", "x.at(-1)", "x.isWellFormed()", "encodeURIComponent(x)", "JSON.stringify(x)",
        "JSON.stringify({ x, [x]: x })", "JSON.stringify(JSON.stringify([x]))", "JSON.stringify([x]) === JSON.stringify([y])",
        "JSON.stringify([x]).length", "JSON.parse(JSON.stringify({ x })).x === y",
        "(() => { let s = x; s += 'b'; s += x; return s + x; })()", "(() => { switch (x) { case y: return 1; default: return 2; } })()",
        "(() => { try { return JSON.stringify(JSON.parse(x)); } catch (e) { return e.name; } })()",
        "(() => { try { return JSON.stringify(JSON.parse(x, (k, v) => v)); } catch (e) { return e.name; } })()",
        "(() => { try { return BigInt(x); } catch (e) { return e.name; } })()", "Array.from(x).length", "Symbol.for(x).description",
        "new RegExp(x.replace(/[^a-z0-9]/gi, '')).source",
    ];

    [Fact]
    public void Uses_OfAnyText_AreThoseOfAPlainString()
    {
        var random = new Random(5);
        using var engine = Ours();
        var differences = new List<string>();
        foreach (var text in Enumerable.Range(0, 250).Select(_ => Text(random)))
        {
            foreach (var use in Uses)
            {
                var plain = Result(engine, use, JsString.Create(text), text + "!");
                var encoded = Result(engine, use, EncodedText.Of(Encoding.UTF8.GetBytes(text)), text + "!");
                if (encoded != plain) differences.Add($"{use} of {text}: {encoded} in place of {plain}");
            }
        }

        Assert.Equal("", string.Join('\n', differences.Take(5)));
    }

    [Fact]
    public void Of_AnyCharacters_AreTheSame()
    {
        var random = new Random(9);
        foreach (var text in Enumerable.Range(0, 2000).Select(_ => Text(random) + (random.Next(4) == 0 ? "\ud800" : "") + Text(random)))
        {
            var made = EncodedText.Of(text.AsSpan());

            Assert.Equal(text.Length, made.Length);
            Assert.Equal(JsString.Create(text).GetHashCode(), made.GetHashCode());
            Assert.Equal(text, made.ToString());
            Assert.Equal(text, made.ToString());
            Assert.Equal(text.Length, made.Length);
        }
    }

    [Fact]
    public void ToString_OnceCalled_KeepsTheCharactersAlone()
    {
        var text = Assert.IsType<EncodedText>(EncodedText.Of("grüße"u8));

        Assert.True(text.TryGetUtf8(out _));
        Assert.Equal(5, text.Length);
        Assert.True(text.TryGetUtf8(out _));
        Assert.Equal("grüße", text.ToString());
        Assert.False(text.TryGetUtf8(out _));
    }

    [Theory]
    [InlineData("connection.send(text)", "grüße 😀")]
    [InlineData("connection.send(`${text}`)", "grüße 😀")]
    [InlineData("text.length; connection.send(text)", "grüße 😀")]
    [InlineData("text.charAt(0); connection.send(text)", "grüße 😀")]
    [InlineData("kept.push(text); connection.send(kept[0])", "grüße 😀")]
    [InlineData("connection.send(connection.send(text) + text)", "grüße 😀|12grüße 😀")]
    [InlineData("connection.send(JSON.stringify({ text }))", "{\"text\":\"grüße 😀\"}")]
    [InlineData("connection.send(JSON.stringify('\\ud800' + text, null, 1))", "\"\\ud800grüße 😀\"")]
    [InlineData("connection.send(JSON.stringify([text], null, '\\ud800'))", "[\n\ufffd\"grüße 😀\"\n]")]
    [InlineData("server.broadcast(text)", "grüße 😀")]
    [InlineData("server.broadcast(JSON.stringify(text))", "\"grüße 😀\"")]
    [InlineData("connection.send('x'.repeat(256) + 'é'.repeat(2)); connection.send('é'.repeat(256))", null)]
    public void Handler_ThatSendsOn_SendsTheSameBytes(string body, string? expected)
    {
        using var hosted = new Hosted($"const kept = []; export function onMessage(connection, text) {{ {body}; }}");
        var (transport, _) = hosted.Open();

        transport.Push(ClientFrame.Text("grüße 😀"));

        expected ??= new string('x', 256) + "éé|" + new string('é', 256);
        Assert.Empty(hosted.Log.Lines);
        Assert.Equal(expected.Split('|').Select(static text => $"text \"{text}\""), Hosted.Received(transport));
    }

    private static Engine Ours()
    {
        var engine = new Engine(options => options.Strict());
        BuiltInLimits.Apply(engine);
        return engine;
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Result(Engine engine, string use, JsValue x, string z)
    {
        var characters = x is EncodedText text && text.TryGetUtf8(out var utf8) ? Encoding.UTF8.GetString(utf8) : x.ToString();
        engine.SetValue("x", x);
        engine.SetValue("y", JsString.Create(characters));
        engine.SetValue("z", z);
        try
        {
            return engine.Evaluate(use).ToString();
        }
        catch (JavaScriptException e)
        {
            return e.Error.ToString();
        }
    }
}
