using System.Text.Unicode;

namespace ScriptWs.Protocol;

/// <summary>
/// Checks UTF-8 that comes in pieces (RFC 3629 §4) and fails on the first byte that no valid text can have there, even
/// inside a character. Whole characters go through the platform's vectorised check; only a cut one is walked by byte.
/// </summary>
internal struct Utf8Validator
{
    private byte _needed;
    private byte _lowest;
    private byte _highest;

    /// <summary>Whether no character is cut: where a text may end.</summary>
    public readonly bool IsAtBoundary => _needed == 0;

    /// <returns><c>false</c> when the text is not UTF-8; nothing may be appended then.</returns>
    public bool Append(ReadOnlySpan<byte> bytes)
    {
        while (_needed > 0 && !bytes.IsEmpty)
        {
            if (!Continue(bytes[0])) return false;
            bytes = bytes[1..];
        }

        var cut = CutLength(bytes);
        if (!Utf8.IsValid(bytes[..^cut])) return false;
        foreach (var b in bytes[^cut..])
        {
            if (!(_needed == 0 ? Start(b) : Continue(b))) return false;
        }

        return true;
    }

    /// <summary>How many bytes at the end begin a character that is longer than what is there.</summary>
    private static int CutLength(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            var b = bytes[^length];
            if (b < 0x80) return 0;
            if (b >= 0xC0) return (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) > length ? length : 0;
        }

        return 0;
    }

    private bool Start(byte b)
    {
        (byte, byte, byte) rule = b switch
        {
            >= 0xC2 and <= 0xDF => (1, 0x80, 0xBF),
            0xE0 => (2, 0xA0, 0xBF), // shorter forms exist
            0xED => (2, 0x80, 0x9F), // surrogates
            >= 0xE1 and <= 0xEF => (2, 0x80, 0xBF),
            0xF0 => (3, 0x90, 0xBF), // shorter forms exist
            >= 0xF1 and <= 0xF3 => (3, 0x80, 0xBF),
            0xF4 => (3, 0x80, 0x8F), // above U+10FFFF
            _ => (0, 0, 0),
        };
        (_needed, _lowest, _highest) = rule;
        return _needed > 0;
    }

    private bool Continue(byte b)
    {
        if (b < _lowest || b > _highest) return false;
        (_needed, _lowest, _highest) = ((byte)(_needed - 1), 0x80, 0xBF);
        return true;
    }
}
