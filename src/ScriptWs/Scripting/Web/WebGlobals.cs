using System.Security.Cryptography;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting;

/// <summary>
/// Globals with the web's meanings. Classes are in web.js, which is parsed once in the process and evaluated in an engine
/// when a script first asks for one of them; the host does what JavaScript cannot.
/// </summary>
internal static class WebGlobals
{
    private const int MaxUrlLength = 1 << 18;

    private static readonly string[] FromPrelude = ["URL", "URLSearchParams", "TextEncoder", "TextDecoder", "crypto"];

    private static readonly Lazy<Prepared<Acornima.Ast.Script>> Prelude = new(EmbeddedScripts.Prepare("web.js"));

    // One await is one microtask, in its place among those of promises; what the callback throws is a rejection.
    private static readonly Lazy<Prepared<Acornima.Ast.Script>> Later = new(() => Engine.PrepareScript("(async function (callback) { await undefined; callback(); })", "web.js"));

    public static void Add(Engine engine)
    {
        ObjectInstance? classes = null;
        var (prelude, later) = (EmbeddedScripts.FunctionIn(engine, Prelude.Value), EmbeddedScripts.FunctionIn(engine, Later.Value));
        foreach (var name in FromPrelude)
            engine.Advanced.AddLazyGlobal(name, e => (classes ??= Evaluate(e, prelude)).Get(name), Jint.Runtime.Descriptors.PropertyFlag.NonEnumerable);

        Function("queueMicrotask", args => QueueMicrotask(engine, later, args.At(0)));
        Function("structuredClone", args => args.Length == 0
            ? throw Thrown.TypeError(engine, "structuredClone takes a value.")
            : StructuredClone.Read(engine, StructuredClone.Write(engine, args[0])));
        Function("atob", args => FromBase64(engine, TypeConverter.ToString(args.At(0))));
        Function("btoa", args => ToBase64(engine, TypeConverter.ToString(args.At(0))));

        void Function(string name, Func<JsValue[], JsValue> body) =>
            engine.Advanced.AddLazyGlobal(name, e => new ClrFunction(e, name, (_, args) => body(args), 1), Jint.Runtime.Descriptors.PropertyFlag.NonEnumerable);
    }

    private static ObjectInstance Evaluate(Engine engine, ScriptFunction prelude)
    {
        var native = new JsObject(engine);
        Function("parseUrl", args => WebUrl.Parse(UrlText(engine, args.At(0)), args.At(1) is JsString text ? UrlText(engine, text) : null) is { } url ? UrlParts(engine, url) : JsValue.Undefined);
        Function("isSpecial", args => WebUrl.IsSpecial(args.At(0).ToString().TrimEnd(':')) ? JsBoolean.True : JsBoolean.False);
        Function("encodeForm", args => new JsString(WebForm.Encode(UrlText(engine, args.At(0)))));
        Function("decodeForm", args => new JsString(WebForm.Decode(UrlText(engine, args.At(0)))));
        Function("encode", args => engine.Intrinsics.Uint8Array.Construct(Encoding.UTF8.GetBytes(args.At(0).ToString())));
        Function("decode", args => Decode(engine, args.At(0), args.At(1).AsBoolean()));
        Function("joinBytes", args => JoinBytes(engine, args.At(0).AsArray(), args.At(1)));
        Function("unfinished", args => JsNumber.Create(WebForm.UnfinishedAtEnd(args.At(0).AsUint8Array())));
        Function("randomUUID", _ => new JsString(RandomGuid().ToString()));
        Function("randomBytes", args => engine.Intrinsics.Uint8Array.Construct(RandomNumberGenerator.GetBytes((int)args.At(0).AsNumber())));
        return engine.Call(prelude, JsValue.Undefined, [native]).AsObject();

        void Function(string name, Func<JsValue[], JsValue> body) =>
            native.FastSetDataProperty(name, new ClrFunction(engine, name, (_, args) => body(args)));
    }

    /// <summary>A part of a URL: encoding makes up to nine characters of one, several times over.</summary>
    private static string UrlText(Engine engine, JsValue value) => value is JsString { Length: > MaxUrlLength } text
        ? throw Thrown.RangeError(engine, $"The URL is too long ({text.Length} characters, {MaxUrlLength} at most).")
        : value.ToString();

    private static JsObject UrlParts(Engine engine, WebUrl url)
    {
        var parts = new JsObject(engine);
        foreach (var (name, value) in url.Parts) parts.FastSetDataProperty(name, new JsString(value));
        return parts;
    }

    private static Guid RandomGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // RFC 9562 §5.4: version 4, variant 10
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static JsValue QueueMicrotask(Engine engine, JsValue later, JsValue callback)
    {
        if (callback is not Function function) throw Thrown.TypeError(engine, "The argument of queueMicrotask is a function.");

        engine.Call(later, JsValue.Undefined, [function]);
        return JsValue.Undefined;
    }

    private static JsString Decode(Engine engine, byte[] bytes, bool fatal)
    {
        _ = engine;
        return new JsString(fatal ? new UTF8Encoding(false, true).GetString(bytes) : Encoding.UTF8.GetString(bytes));
    }

    private static JsValue Decode(Engine engine, JsValue bytes, bool fatal)
    {
        try
        {
            return Decode(engine, bytes.AsUint8Array(), fatal);
        }
        catch (DecoderFallbackException)
        {
            return JsValue.Undefined;
        }
    }

    private static JsTypedArray JoinBytes(Engine engine, JsArray pending, JsValue input)
    {
        var bytes = input.IsUndefined() ? [] : ScriptValues.ViewedBytes(engine, input, "TextDecoder decodes an ArrayBuffer, a typed array or a DataView.");
        if (pending.Length == 0) return engine.Intrinsics.Uint8Array.Construct(bytes);

        var joined = new byte[pending.Length + bytes.Length];
        for (var i = 0u; i < pending.Length; i++) joined[i] = (byte)pending[i].AsNumber();
        bytes.CopyTo(joined.AsSpan((int)pending.Length));
        return engine.Intrinsics.Uint8Array.Construct(joined);
    }

    private static JsString ToBase64(Engine engine, string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 0xFF)
                throw Thrown.NamedError(engine, "InvalidCharacterError", "btoa takes characters up to U+00FF; encode other text with TextEncoder first.");
            bytes[i] = (byte)text[i];
        }

        return new JsString(Convert.ToBase64String(bytes));
    }

    private static JsString FromBase64(Engine engine, string text)
    {
        var compact = string.Concat(text.Where(c => c is not (' ' or '\t' or '\n' or '\f' or '\r')));
        if (compact.Length % 4 == 0)
            compact = compact.EndsWith("==", StringComparison.Ordinal) ? compact[..^2] : compact.EndsWith('=') ? compact[..^1] : compact;
        if (compact.Length % 4 == 1 || compact.AsSpan().ContainsAnyExcept(Base64Characters))
            throw Thrown.NamedError(engine, "InvalidCharacterError", "atob takes base64 only.");

        var padded = compact.PadRight((compact.Length + 3) / 4 * 4, '=');
        // The web allows bits after the last byte that are not 0, .NET does not: they are cleared.
        if (compact.Length % 4 is 2 or 3) padded = ClearSpareBits(padded, compact.Length);
        return new JsString(Encoding.Latin1.GetString(Convert.FromBase64String(padded)));
    }

    private static readonly System.Buffers.SearchValues<char> Base64Characters = System.Buffers.SearchValues.Create(Alphabet);

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static string ClearSpareBits(string padded, int length)
    {
        var spare = length % 4 == 2 ? 0x0F : 0x03;
        var last = Alphabet[Alphabet.IndexOf(padded[length - 1], StringComparison.Ordinal) & ~spare];
        return padded[..(length - 1)] + last + padded[length..];
    }
}
