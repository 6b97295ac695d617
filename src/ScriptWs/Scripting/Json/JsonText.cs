using System.Buffers;
using System.Globalization;
using Jint;
using Jint.Native;
using Jint.Runtime;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting.Json;

/// <summary>The characters of one JSON text while it is written: a kept buffer that grows up to the length of the longest string.</summary>
internal sealed class JsonText(Engine engine)
{
    /// <summary>A larger buffer is given back after its text.</summary>
    private const int KeptLength = 16 << 10;

    /// <summary>Numbers below it have at most 15 digits together with three decimals.</summary>
    private const double MaxDecimal = 1e12;

    private const string Escapes = "\b\t\n\f\r\"\\";
    private const string EscapeLetters = "btnfr\"\\";

    private static readonly SearchValues<char> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    private char[] _characters = new char[1024];

    public int Length { get; private set; }

    public void Append(char character)
    {
        if (Length == _characters.Length) Grow(1);
        _characters[Length++] = character;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _characters.Length - Length) Grow(text.Length);
        text.CopyTo(_characters.AsSpan(Length));
        Length += text.Length;
    }

    public void Append(int number)
    {
        if (_characters.Length - Length < 11) Grow(11);
        number.TryFormat(_characters.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>A finite number with its shortest digits (ECMA-262 Number::toString), which .NET writes with an exponent earlier.</summary>
    public void Append(double number)
    {
        if (Math.Abs(number) < MaxDecimal && AppendDecimal(number)) return;
        if (Math.Abs(number) is < 1e-4 and > 0 or >= 1e21)
        {
            Append(TypeConverter.ToString(JsNumber.Create(number)));
            return;
        }

        if (_characters.Length - Length < 32) Grow(32);
        var written = _characters.AsSpan(Length);
        number.TryFormat(written, out var length, default, CultureInfo.InvariantCulture);
        var exponent = written[..length].IndexOf('E');
        Length += exponent < 0 ? length : Expand(written, exponent, int.Parse(written[(exponent + 1)..length], CultureInfo.InvariantCulture));
    }

    /// <summary>The text as a JSON string: quoted, and escaped where it must be (ECMA-262 QuoteJSONString).</summary>
    public void AppendQuoted(ReadOnlySpan<char> text)
    {
        Append('"');
        // Each search goes on where the last one ended, so that the time grows with the length alone.
        for (int from = 0, special = NextSpecial(text, 0); from < text.Length;)
        {
            var escaped = NextLoneSurrogate(text[..special], from);
            Append(text[from..escaped]);
            if (escaped == text.Length) break;

            AppendEscaped(text[escaped]);
            from = escaped + 1;
            if (escaped == special) special = NextSpecial(text, from);
        }

        Append('"');
    }

    /// <summary>Takes back what was written after this length.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Begins the next text.</summary>
    public void Clear()
    {
        Length = 0;
        if (_characters.Length > KeptLength) _characters = new char[1024];
    }

    /// <summary>The text as a value: mostly it is sent next, and needs no characters for that.</summary>
    public JsString ToJsString() =>
        Length < LongText.MinLength ? EncodedText.Of(_characters.AsSpan(0, Length)) : JsString.Create(ToString());

    public override string ToString() => new(_characters, 0, Length);

    private static int NextSpecial(ReadOnlySpan<char> text, int from) =>
        text[from..].IndexOfAny(Special) is var offset and >= 0 ? from + offset : text.Length;

    /// <summary>The first surrogate that is not one of a pair; the text's end where there is none.</summary>
    private static int NextLoneSurrogate(ReadOnlySpan<char> text, int from)
    {
        while (text[from..].IndexOfAnyInRange('\uD800', '\uDFFF') is var offset and >= 0)
        {
            var at = from + offset;
            if (!char.IsHighSurrogate(text[at]) || at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1])) return at;

            from = at + 2;
        }

        return text.Length;
    }

    /// <summary>
    /// A number with at most three decimals: it is written as a whole number with a point, a third of the time. No other text of at most
    /// 15 digits reads as the same number, so this one is the shortest.
    /// </summary>
    /// <returns>Whether it is one.</returns>
    private bool AppendDecimal(double number)
    {
        var thousandths = Math.Round(Math.Abs(number) * 1000);
        if (thousandths / 1000 != Math.Abs(number)) return false;

        var (whole, rest) = Math.DivRem((long)thousandths, 1000L);
        if (_characters.Length - Length < 32) Grow(32);
        if (number < 0) Append('-');
        whole.TryFormat(_characters.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
        if (rest > 0) Append('.');
        for (var unit = 100L; rest > 0; unit /= 10)
        {
            Append((char)('0' + (rest / unit)));
            rest %= unit;
        }

        return true;
    }

    /// <summary>Writes 1.25E+17 as 125000000000000000.</summary>
    private static int Expand(Span<char> text, int length, int exponent)
    {
        var point = text[..length].IndexOf('.');
        if (point >= 0)
        {
            text[(point + 1)..length].CopyTo(text[point..]);
            length--;
        }

        var end = exponent + (text[0] == '-' ? 2 : 1);
        text[length..end].Fill('0');
        return end;
    }

    private void AppendEscaped(char character)
    {
        var at = Escapes.IndexOf(character, StringComparison.Ordinal);
        Append('\\');
        if (at >= 0) Append(EscapeLetters[at]);
        else AppendCode(character);
    }

    private void AppendCode(char character)
    {
        Span<char> code = stackalloc char[4];
        ((int)character).TryFormat(code, out _, "x4", CultureInfo.InvariantCulture);
        Append('u');
        Append(code);
    }

    private void Grow(int more)
    {
        var needed = (long)Length + more;
        if (needed > ScriptLimits.MaxStringLength) throw Thrown.StringTooLong(engine);

        engine.Constraints.Check();
        // Four times: what is copied on the way counts against the script's memory too.
        Array.Resize(ref _characters, (int)Math.Min(ScriptLimits.MaxStringLength, Math.Max(needed, _characters.Length * 4L)));
    }
}
