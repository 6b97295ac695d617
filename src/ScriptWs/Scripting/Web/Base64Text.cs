using System.Text;
using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary><c>atob</c> and <c>btoa</c>.</summary>
internal static class Base64Text
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static readonly System.Buffers.SearchValues<char> Characters = System.Buffers.SearchValues.Create(Alphabet);

    public static JsString Encode(Engine engine, string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 0xFF)
            {
                throw DomExceptions.Of(
                    engine, "InvalidCharacterError", "btoa takes characters up to U+00FF; encode other text with TextEncoder first.");
            }

            bytes[i] = (byte)text[i];
        }

        return new JsString(Convert.ToBase64String(bytes));
    }

    public static JsString Decode(Engine engine, string text)
    {
        var compact = string.Concat(text.Where(c => c is not (' ' or '\t' or '\n' or '\f' or '\r')));
        if (compact.Length % 4 == 0)
            compact = compact.EndsWith("==", StringComparison.Ordinal) ? compact[..^2] : compact.EndsWith('=') ? compact[..^1] : compact;
        if (compact.Length % 4 == 1 || compact.AsSpan().ContainsAnyExcept(Characters))
            throw DomExceptions.Of(engine, "InvalidCharacterError", "atob takes base64 only.");

        var padded = compact.PadRight((compact.Length + 3) / 4 * 4, '=');
        // The web allows bits after the last byte that are not 0, .NET does not: they are cleared.
        if (compact.Length % 4 is 2 or 3) padded = ClearSpareBits(padded, compact.Length);
        return new JsString(Encoding.Latin1.GetString(Convert.FromBase64String(padded)));
    }

    private static string ClearSpareBits(string padded, int length)
    {
        var spare = length % 4 == 2 ? 0x0F : 0x03;
        var last = Alphabet[Alphabet.IndexOf(padded[length - 1], StringComparison.Ordinal) & ~spare];
        return padded[..(length - 1)] + last + padded[length..];
    }
}
