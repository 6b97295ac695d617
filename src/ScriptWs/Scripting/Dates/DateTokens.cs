namespace ScriptWs.Scripting;

/// <summary>Splits a text into what a date may be made of. Words count by their first three letters, in either case.</summary>
internal sealed class DateTokens
{
    private const int MaxDigits = 9;
    private const int Prefix = 3;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly Dictionary<string, int> Zones = new(StringComparer.Ordinal)
    {
        ["ut"] = 0,
        ["utc"] = 0,
        ["z"] = 0,
        ["gmt"] = 0,
        ["est"] = -5,
        ["edt"] = -4,
        ["cst"] = -6,
        ["cdt"] = -5,
        ["mst"] = -7,
        ["mdt"] = -6,
        ["pst"] = -8,
        ["pdt"] = -7,
    };

    private readonly string _text;
    private int _at;

    public DateTokens(string text)
    {
        _text = text;
        Peek = Scan();
    }

    /// <summary>The next token, which stays.</summary>
    public DateToken Peek { get; private set; }

    public DateToken Next()
    {
        var token = Peek;
        Peek = Scan();
        return token;
    }

    /// <summary>Takes the next token if it is this symbol.</summary>
    public bool Skip(char symbol)
    {
        if (!Peek.IsSymbol(symbol)) return false;

        Next();
        return true;
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private bool IsInWord => Current >= 'A' && !IsSpace(Current);

    private DateToken Scan()
    {
        var start = _at;
        var c = Current;
        if (c == '\0') return new DateToken(DateTokenKind.End, 0, 0);
        if (char.IsAsciiDigit(c)) return Number(start);
        if (IsInWord) return Word(start);

        _at++;
        if (c is ':' or '-' or '+' or '.' or ')') return new DateToken(DateTokenKind.Symbol, c, 1);
        if (IsSpace(c)) return new DateToken(DateTokenKind.Space, 0, 1);
        if (c == '(') SkipToClosing();
        return new DateToken(DateTokenKind.Other, 0, _at - start);
    }

    private DateToken Number(int start)
    {
        while (Current == '0') _at++;
        var (value, digits) = (0, 0);
        for (; char.IsAsciiDigit(Current); _at++)
        {
            if (digits++ < MaxDigits) value = (value * 10) + (Current - '0');
        }

        return new DateToken(DateTokenKind.Number, value, _at - start);
    }

    private DateToken Word(int start)
    {
        while (IsInWord) _at++;
        var length = _at - start;
        var word = new string([.. _text.AsSpan(start, Math.Min(length, Prefix)).ToString().Select(c => (char)(c | 0x20))]);
        // Only months may be written out.
        if (Array.IndexOf(Months, word) is >= 0 and var month) return new DateToken(DateTokenKind.Month, month + 1, length);
        if (length <= Prefix && word is "am" or "pm") return new DateToken(DateTokenKind.HalfDay, word == "pm" ? 12 : 0, length);
        if (length <= Prefix && word == "t") return new DateToken(DateTokenKind.Separator, 0, length);
        return length <= Prefix && Zones.TryGetValue(word, out var hours)
            ? new DateToken(DateTokenKind.Zone, hours, length)
            : new DateToken(DateTokenKind.Word, 0, length);
    }

    private void SkipToClosing()
    {
        for (var open = 1; open > 0 && Current != '\0'; _at++)
        {
            if (Current == '(') open++;
            if (Current == ')') open--;
        }
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) ? c != '\u0085' : c == '\uFEFF';
}
