using System.Buffers;
using System.Net;

namespace ScriptWs.Syntax;

/// <summary>
/// Reads IP addresses in the one form that everybody reads the same: four decimal numbers, or the text of RFC 4291 §2.2. The
/// system's parser takes <c>010.0.0.1</c> for 8.0.0.1, <c>2130706433</c> for 127.0.0.1 and <c>[::1]:80</c> for ::1; a list of
/// addresses that means something else than it says lets in whom it should keep out.
/// </summary>
public static class AddressText
{
    private const int MaxLength = 45;

    private static readonly SearchValues<char> OfIPv6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <param name="text">The address, without brackets, port, network or zone.</param>
    /// <returns><c>null</c> when it is none.</returns>
    public static IPAddress? Parse(ReadOnlySpan<char> text)
    {
        if (!text.Contains(':')) return ParseIPv4(text);
        if (text.Length > MaxLength || text.ContainsAnyExcept(OfIPv6)) return null;
        if (text.Contains('.') && ParseIPv4(text[(text.LastIndexOf(':') + 1)..]) is null) return null;
        return IPAddress.TryParse(text, out var address) ? address : null;
    }

    /// <param name="text">The address, maybe with a port behind it: <c>192.0.2.1:80</c>, <c>[2001:db8::1]:80</c>.</param>
    /// <returns>The address; <c>null</c> when it is none.</returns>
    public static IPAddress? ParseWithPort(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("["))
        {
            var end = text.IndexOf(']');
            return end > 0 && text[1..end].Contains(':') && IsPortOrNothing(text[(end + 1)..]) ? Parse(text[1..end]) : null;
        }

        var colon = text.IndexOf(':');
        return colon >= 0 && colon == text.LastIndexOf(':') && IsPortOrNothing(text[colon..]) ? ParseIPv4(text[..colon]) : Parse(text);
    }

    private static bool IsPortOrNothing(ReadOnlySpan<char> text) => text.IsEmpty || (text[0] == ':' && DecimalText.Parse(text[1..], ushort.MaxValue) is not null);

    private static IPAddress? ParseIPv4(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        foreach (var part in text.Split('.'))
        {
            if (count == bytes.Length || text[part] is ['0', _, ..] || DecimalText.Parse(text[part], byte.MaxValue) is not { } number) return null;
            bytes[count++] = (byte)number;
        }

        return count == bytes.Length ? new IPAddress(bytes) : null;
    }
}
