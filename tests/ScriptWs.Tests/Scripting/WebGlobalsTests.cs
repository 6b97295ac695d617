namespace ScriptWs.Tests.Scripting;

/// <summary>What the web's globals give, expression by expression.</summary>
public sealed class WebGlobalsTests
{
    [Theory]
    [InlineData("atob('aGVsbG8=')", "hello")]
    [InlineData("atob(' aGVs bG8 ')", "hello")]
    [InlineData("atob('aGVsbG9=')", "hello")]
    [InlineData("btoa('hello')", "aGVsbG8=")]
    [InlineData("btoa('\\xff')", "/w==")]
    [InlineData("new TextEncoder().encode('é€😀').join(' ')", "195 169 226 130 172 240 159 152 128")]
    [InlineData("new TextEncoder().encodeInto('é€', new Uint8Array(4))", "{ read: 1, written: 2 }")]
    [InlineData("new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 65]))", "A")]
    [InlineData("new TextDecoder('utf8', { ignoreBOM: true }).decode(new Uint8Array([0xef, 0xbb, 0xbf, 65])).length", "2")]
    [InlineData("new TextDecoder().decode(new Uint8Array([65, 0xff]))", "A\ufffd")]
    [InlineData("new TextDecoder().decode(new Uint8Array([1, 65, 2]).subarray(1, 2))", "A")]
    [InlineData("(d => d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + '|' + d.decode(new Uint8Array([0xac])))(new TextDecoder())", "|€")]
    [InlineData("(d => d.decode(new Uint8Array([0xe2]), { stream: true }) + d.decode())(new TextDecoder())", "\ufffd")]
    [InlineData("new Uint8Array(new TextEncoder().encode('abc').buffer).length", "3")]
    [InlineData("/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())", "true")]
    [InlineData("crypto.getRandomValues(new Uint32Array(64)).some((n) => n > 0)", "true")]
    [InlineData("structuredClone({ a: [1, , 'x'], d: new Date(0), r: /x/gi, n: 10n, u: undefined })", "{ a: [ 1, undefined, 'x' ], d: 1970-01-01T00:00:00.000Z, r: /x/gi, n: 10n, u: undefined }")]
    [InlineData("structuredClone(new Map([[{ k: 1 }, new Set([1, 2])]]))", "Map(1) { { k: 1 } => Set(2) { 1, 2 } }")]
    [InlineData("((o) => { o.self = o; const c = structuredClone(o); return c.self === c && c !== o; })({})", "true")]
    [InlineData("structuredClone(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))", "Uint8Array(2) [ 2, 3 ]")]
    [InlineData("((b) => { const c = structuredClone([new Uint8Array(b), new DataView(b)]); return c[0].buffer === c[1].buffer; })(new ArrayBuffer(4))", "true")]
    [InlineData("((e) => e instanceof TypeError && e.message)(structuredClone(new TypeError('no')))", "no")]
    [InlineData("1 in structuredClone([1, , 3])", "false")]
    [InlineData("typeof URL + typeof queueMicrotask + Object.keys(globalThis).includes('URL')", "functionfunctionfalse")]
    public void Expression_Always_GivesWhatTheWebGives(string expression, string expected) => Assert.Equal(expected, Hosted.Evaluate(expression));

    [Theory]
    [InlineData("structuredClone({ a: { list: [1, () => 2] } })", "DataCloneError: value.a.list[1] is a function, which cannot be copied.")]
    [InlineData("structuredClone(new Map([['k', Symbol('s')]]))", "DataCloneError: value.get(\"k\") is a symbol, which cannot be copied.")]
    [InlineData("structuredClone(Promise.resolve())", "DataCloneError: value is a promise, which cannot be copied.")]
    [InlineData("btoa('€')", "InvalidCharacterError: btoa takes characters up to U+00FF; encode other text with TextEncoder first.")]
    [InlineData("atob('a')", "InvalidCharacterError: atob takes base64 only.")]
    [InlineData("new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff]))", "TypeError: The bytes are not UTF-8.")]
    [InlineData("new TextDecoder('latin1')", "RangeError: TextDecoder knows utf-8 only, not \"latin1\".")]
    [InlineData("queueMicrotask(1)", "TypeError: The argument of queueMicrotask is a function.")]
    [InlineData("crypto.getRandomValues(new Float32Array(1))", "TypeMismatchError: crypto.getRandomValues fills an array of integers.")]
    [InlineData("crypto.getRandomValues(new Uint8Array(65537))", "QuotaExceededError: crypto.getRandomValues fills at most 65536 bytes in one call.")]
    [InlineData("new URL('/only/a/path')", "TypeError: Invalid URL: /only/a/path")]
    public void Expression_OnBadInput_Throws(string expression, string expected) =>
        Assert.Equal(expected, Hosted.Evaluate($"(() => {{ try {{ {expression}; }} catch (e) {{ return `${{e.name}}: ${{e.message}}`; }} }})()"));

    [Theory]
    [InlineData("structuredClone(() => 1)", "true true DataCloneError 25 value is a function, which cannot be copied.")]
    [InlineData("structuredClone([Symbol()])", "true true DataCloneError 25 value[0] is a symbol, which cannot be copied.")]
    [InlineData(
        "btoa('\u0100')",
        "true true InvalidCharacterError 5 btoa takes characters up to U+00FF; encode other text with TextEncoder first.")]
    [InlineData("atob('*')", "true true InvalidCharacterError 5 atob takes base64 only.")]
    [InlineData("globalThis.DOMException = 1; atob('*')", "true true InvalidCharacterError 5 atob takes base64 only.")]
    public void Function_OfTheWebOnBadInput_ThrowsADomException(string statement, string expected) => Assert.Equal(
        expected,
        Hosted.Evaluate(
            "((DOM) => { try { " + statement + "; } catch (e) { "
            + "return [e instanceof DOM, e instanceof Error, e.name, e.code, e.message].join(' '); } })(DOMException)"));

    [Theory]
    [InlineData("http://example.com", "http://example.com/")]
    [InlineData("HTTP://EXAMPLE.com:80/a/../b/./c?x=1#y", "http://example.com/b/c?x=1#y")]
    [InlineData("https://user:p@ss@example.com:8443/", "https://user:p%40ss@example.com:8443/")]
    [InlineData("ws:\\\\example.com\\chat", "ws://example.com/chat")]
    [InlineData("wss://example.com:443/?a b", "wss://example.com/?a%20b")]
    [InlineData("http://bücher.example/ü?ü#ü", "http://xn--bcher-kva.example/%C3%BC?%C3%BC#%C3%BC")]
    [InlineData("http://0x7f.1/", "http://127.0.0.1/")]
    [InlineData("http://[2001:DB8:0:0:0:0:0:1]:8080/", "http://[2001:db8::1]:8080/")]
    [InlineData("http://example.com/%7Efoo/%2e%2e/bar", "http://example.com/bar")]
    [InlineData("  http://exa\nmple.com/  ", "http://example.com/")]
    [InlineData("mailto:someone@example.com", "mailto:someone@example.com")]
    [InlineData("http:example.com", "http://example.com/")]
    [InlineData("http://example.com/a b\"<>`{}", "http://example.com/a%20b%22%3C%3E%60%7B%7D")]
    public void Url_Valid_IsNormalized(string url, string href) => Assert.Equal(href, Hosted.Evaluate($"new URL({Quote(url)}).href"));

    [Theory]
    [InlineData("http://")]
    [InlineData("http://exa mple.com")]
    [InlineData("http://example.com:65536/")]
    [InlineData("http://example.com:x/")]
    [InlineData("http://256.1.1.1/")]
    [InlineData("http://[::1")]
    [InlineData("http://%00/")]
    [InlineData("no scheme")]
    public void Url_Invalid_CannotBeParsed(string url) => Assert.Equal("false", Hosted.Evaluate($"URL.canParse({Quote(url)})"));

    [Theory]
    [InlineData("new URL('../x?y', 'http://h/a/b/c').href", "http://h/a/x?y")]
    [InlineData("new URL('//other/z', 'https://h/a').href", "https://other/z")]
    [InlineData("new URL('?q', 'http://h/a?p#f').href", "http://h/a?q")]
    [InlineData("new URL('#g', 'http://h/a?p#f').href", "http://h/a?p#g")]
    [InlineData("new URL('', 'http://h/a?p#f').href", "http://h/a?p")]
    [InlineData("((u) => { u.searchParams.append('b', '2 3'); u.port = 81; u.hash = 'z'; u.pathname = 'p q'; return u.href; })(new URL('http://h/?a=1'))", "http://h:81/p%20q?a=1&b=2+3#z")]
    [InlineData("((u) => { const p = u.searchParams; u.search = '?n=1'; return u.searchParams.get('n'); })(new URL('http://h/'))", "1")]
    [InlineData("((u) => { u.host = 'x:9'; u.protocol = 'https'; u.username = 'me'; return u.toString(); })(new URL('http://h/'))", "https://me@x:9/")]
    [InlineData("JSON.stringify(new URL('ws://h:81/a?b#c'))", "\"ws://h:81/a?b#c\"")]
    [InlineData("((u) => [u.protocol, u.host, u.hostname, u.port, u.pathname, u.search, u.hash, u.origin].join(' '))(new URL('ws://h:81/a?b#c'))", "ws: h:81 h 81 /a ?b #c ws://h:81")]
    [InlineData("new URLSearchParams('?a=1&b=%20x+y&a=2&c').toString()", "a=1&b=+x+y&a=2&c=")]
    [InlineData("new URLSearchParams({ x: 'é&=' }).toString()", "x=%C3%A9%26%3D")]
    [InlineData("[...new URLSearchParams([['b', 1], ['a', 2]])].join(';')", "b,1;a,2")]
    [InlineData("((p) => { p.sort(); p.set('a', 9); p.delete('b'); return `${p} ${p.size} ${p.has('a', '9')} ${p.getAll('a')} ${p.get('zz')}`; })(new URLSearchParams('b=1&a=2&a=3'))", "a=9 1 true 9 null")]
    public void Url_Used_GivesWhatTheWebGives(string expression, string expected) => Assert.Equal(expected, Hosted.Evaluate(expression));

    [Theory]
    [InlineData("'%s is %d and %i %j %%', 'x', 1.5, 2.7, { a: 1 }, 'rest'", "x is 1.5 and 2 { a: 1 } % rest")]
    [InlineData("'a', 1, null, undefined, true, 2n, -0", "a 1 null undefined true 2n -0")]
    [InlineData("{ a: { b: { c: { d: { e: 1 } } } } }", "{ a: { b: { c: { d: [Object] } } } }")]
    [InlineData("((o) => (o.o = o))({ x: 'y' })", "{ x: 'y', o: [Circular] }")]
    [InlineData("[function named() {}, class {}, Symbol('s'), new (class Point { x = 1; })()]", "[ [Function: named], [Function], Symbol(s), Point { x: 1 } ]")]
    [InlineData("{ get x() { throw 1; } }, new Proxy({}, { ownKeys() { throw 2; } })", "{ x: [Getter] } Proxy")]
    [InlineData("new ArrayBuffer(3), Promise.resolve(), []", "ArrayBuffer(3) Promise []")]
    public void Console_Values_AreShown(string arguments, string expected) => Assert.Equal(expected, Hosted.Evaluate(arguments));

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
