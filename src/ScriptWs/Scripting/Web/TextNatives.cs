using System.Security.Cryptography;
using System.Text;
using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>URLs, UTF-8 and random bytes for the web's globals.</summary>
internal static class TextNatives
{
    private const int MaxUrlLength = 1 << 18;

    public static void Add(NativeFunctions native)
    {
        var engine = native.Engine;
        native.Add("parseUrl", args =>
        {
            var baseUrl = args.At(1) is JsString text ? UrlText(engine, text) : null;
            return WebUrl.Parse(UrlText(engine, args.At(0)), baseUrl) is { } url ? UrlParts(engine, url) : JsValue.Undefined;
        });
        native.Add("isSpecial", args => WebUrl.IsSpecial(args.At(0).ToString().TrimEnd(':')) ? JsBoolean.True : JsBoolean.False);
        native.Add("encodeForm", args => new JsString(WebForm.Encode(UrlText(engine, args.At(0)))));
        native.Add("decodeForm", args => new JsString(WebForm.Decode(UrlText(engine, args.At(0)))));
        native.Add("encode", args => engine.Intrinsics.Uint8Array.Construct(Encoding.UTF8.GetBytes(args.At(0).ToString())));
        native.Add("decode", args => Decode(args.At(0).AsUint8Array(), args.At(1) == JsBoolean.True));
        native.Add("joinBytes", args => JoinBytes(engine, args.At(0).AsArray(), args.At(1)));
        native.Add("unfinished", args => JsNumber.Create(WebForm.UnfinishedAtEnd(args.At(0).AsUint8Array())));
        native.Add("randomUUID", _ => new JsString(RandomGuid().ToString()));
        native.Add("randomBytes", args =>
            engine.Intrinsics.Uint8Array.Construct(RandomNumberGenerator.GetBytes((int)args.At(0).AsNumber())));
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

    private static JsValue Decode(byte[] bytes, bool fatal)
    {
        try
        {
            return new JsString(fatal ? new UTF8Encoding(false, true).GetString(bytes) : Encoding.UTF8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return JsValue.Undefined;
        }
    }

    private static JsTypedArray JoinBytes(Engine engine, JsArray pending, JsValue input)
    {
        var bytes = input.IsUndefined()
            ? []
            : ScriptValues.ViewedBytes(engine, input, "TextDecoder decodes an ArrayBuffer, a typed array or a DataView.");
        if (pending.Length == 0) return engine.Intrinsics.Uint8Array.Construct(bytes);

        var joined = new byte[pending.Length + bytes.Length];
        for (var i = 0u; i < pending.Length; i++) joined[i] = (byte)pending[i].AsNumber();
        bytes.CopyTo(joined.AsSpan((int)pending.Length));
        return engine.Intrinsics.Uint8Array.Construct(joined);
    }
}
