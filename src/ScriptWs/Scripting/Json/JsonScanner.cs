using System.Buffers;
using System.Globalization;
using System.Text;

namespace ScriptWs.Scripting.Json;

/// <summary>
/// Reads the pieces of a JSON text (RFC 8259), strictly. Each method tells whether it found one; then the position is behind it.
/// </summary>
internal ref struct JsonScanner(ReadOnlySpan<char> text)
{
    /// <summary>Digits that fit a double without rounding. So do powers of ten, and dividing rounds once, as reading must.</summary>
    private const int ExactDigits = 15;

    private static readonly SearchValues<char> StringEnds = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private readonly ReadOnlySpan<char> _text = text;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position == _text.Length;

    /// <summary>The next character; a NUL at the end, which no JSON text has.</summary>
    public readonly char Next => Position < _text.Length ? _text[Position] : '\0';

    public void SkipSpace()
    {
        while (Position < _text.Length && _text[Position] is ' ' or '\t' or '\n' or '\r') Position++;
    }

    public bool Take(char character)
    {
        if (Next != character || AtEnd) return false;

        Position++;
        return true;
    }

    public bool TakeWord(string word)
    {
        if (!_text[Position..].StartsWith(word, StringComparison.Ordinal)) return false;

        Position += word.Length;
        return true;
    }

    /// <param name="raw">What stands between the quotes.</param>
    /// <param name="escaped">Whether there are escapes in it.</param>
    public bool TakeString(out ReadOnlySpan<char> raw, out bool escaped)
    {
        raw = default;
        escaped = false;
        if (!Take('"')) return false;

        var start = Position;
        while (true)
        {
            var plain = _text[Position..].IndexOfAny(StringEnds);
            if (plain < 0) return false;

            Position += plain;
            if (_text[Position] == '"')
            {
                raw = _text[start..Position++];
                return true;
            }

            if (_text[Position] != '\\' || Position + 1 == _text.Length) return false;
            escaped = true;
            Position += 2;
        }
    }

    /// <summary>What a string with escapes stands for; <c>null</c> if one of them is none.</summary>
    public static string? Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        while (raw.IndexOf('\\') is var plain and >= 0)
        {
            text.Append(raw[..plain]);
            var letter = raw[plain + 1];
            raw = raw[(plain + 2)..];
            if (letter == 'u')
            {
                if (raw.Length < 4 || raw[..4].ContainsAnyExcept(HexDigits)) return null;
                text.Append((char)ushort.Parse(raw[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                raw = raw[4..];
            }
            else if (Unescape(letter) is { } character)
            {
                text.Append(character);
            }
            else
            {
                return null;
            }
        }

        return text.Append(raw).ToString();
    }

    public bool TakeNumber(out double number)
    {
        number = 0;
        var start = Position;
        Take('-');
        var digits = Position;
        var value = 0L;
        while (char.IsAsciiDigit(Next))
        {
            if (Position - digits < ExactDigits) value = (value * 10) + Next - '0';
            Position++;
        }

        var count = Position - digits;
        if (count == 0 || (count > 1 && _text[digits] == '0')) return false;

        var decimals = 0;
        if (Take('.'))
        {
            for (; char.IsAsciiDigit(Next); Position++, decimals++)
            {
                if (count + decimals < ExactDigits) value = (value * 10) + Next - '0';
            }

            if (decimals == 0) return false;
        }

        var isExact = count + decimals <= ExactDigits;
        if (Next is 'e' or 'E')
        {
            isExact = false;
            Position++;
            if (Next is '+' or '-') Position++;
            if (!TakeDigits()) return false;
        }

        number = isExact
            ? (digits > start ? -(double)value : value) / PowersOfTen[decimals]
            : double.Parse(_text[start..Position], NumberStyles.Float, CultureInfo.InvariantCulture);
        return true;
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private static char? Unescape(char letter) => letter switch
    {
        '"' or '\\' or '/' => letter,
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => null,
    };

    private bool TakeDigits()
    {
        var start = Position;
        while (char.IsAsciiDigit(Next)) Position++;
        return Position > start;
    }
}
