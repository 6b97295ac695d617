using System.Buffers;

namespace ScriptWs.Protocol;

/// <summary>The character sets and list rules of HTTP that an opening handshake meets (RFC 9110 §5.6).</summary>
internal static class HttpSyntax
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string TokenChars = Alphanumeric + "!#$%&'*+-.^_`|~";

    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create([.. TokenChars.Select(c => (byte)c)]);
    private static readonly SearchValues<char> TokenText = SearchValues.Create(TokenChars);

    // RFC 9110 §5.5: VCHAR, obs-text, SP and HTAB.
    private static readonly SearchValues<byte> FieldValueBytes =
        SearchValues.Create([.. Enumerable.Range(0, 256).Where(b => b is '\t' or (>= ' ' and not 0x7F)).Select(b => (byte)b)]);

    public static bool IsToken(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && !bytes.ContainsAnyExcept(TokenBytes);

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenText);

    public static bool IsTokenByte(byte value) => TokenBytes.Contains(value);

    public static bool IsFieldValue(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(FieldValueBytes);

    /// <summary>Whether a comma-separated list names <paramref name="token"/>, in any case.</summary>
    public static bool ListContains(string? list, string token)
    {
        foreach (var range in list.AsSpan().Split(','))
        {
            if (list.AsSpan()[range].Trim(" \t").Equals(token, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
