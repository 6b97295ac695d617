using System.Globalization;

namespace ScriptWs.Testing;

/// <summary>Bytes as people write them: <c>81 05 ff</c>.</summary>
internal static class Hex
{
    private const int MaxShown = 32;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var shown = Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, MaxShown)]);
        var spaced = string.Join(' ', shown.Chunk(2).Select(pair => new string(pair)));
        return bytes.Length > MaxShown ? $"{spaced} … ({bytes.Length} bytes)" : spaced;
    }

    /// <exception cref="StepFailedException">The text is not hexadecimal.</exception>
    public static byte[] Parse(string text)
    {
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        if (digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
            throw new StepFailedException($"\"{text}\" is not a row of bytes in hexadecimal; write them as in \"81 05 ff\".");
        return [.. digits.Chunk(2).Select(pair => byte.Parse(pair, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }
}
