using System.Buffers;
using System.Buffers.Text;

namespace ScriptWs.Authentication;

/// <summary>
/// base64url as RFC 7515 §2 writes it: without padding, white space and line ends, and with no bits left over that decoding ignores. So
/// each content has exactly one text.
/// </summary>
internal static class Base64UrlText
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <returns><c>null</c> when the text is not written so.</returns>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 4 == 1 || text.ContainsAnyExcept(Characters)) return null;
        var unused = (text.Length % 4) switch { 2 => 0b1111, 3 => 0b11, _ => 0 };
        return text.Length > 0 && (Alphabet.IndexOf(text[^1]) & unused) != 0 ? null : Base64Url.DecodeFromChars(text);
    }
}
