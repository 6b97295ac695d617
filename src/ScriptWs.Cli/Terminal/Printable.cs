using System.Globalization;
using System.Text;

namespace ScriptWs.Cli;

/// <summary>
/// Makes foreign text safe for a terminal and for a line of a log: nothing in it moves the cursor, begins a line, or shows text in
/// another order than it has. Unsafe are control and format characters (among them U+202E and all others that turn text around), line and
/// paragraph separators, and halves of surrogate pairs.
/// </summary>
internal static class Printable
{
    private const char FirstPicture = '\u2400';
    private const char DeletePicture = '\u2421';

    /// <summary>On one line: control characters, line ends included, become their pictures (␊ for a line feed), what has none is written as in <c>\u{202E}</c>.</summary>
    public static string Line(string text) => HasUnsafe(text) ? Replace(text, keepLines: false) : text;

    /// <summary>As <see cref="Line"/>, except that line ends and tabs stay.</summary>
    public static string Lines(string text) => HasUnsafe(text) ? Replace(text, keepLines: true) : text;

    /// <summary>A JSON text without unsafe characters, which means the same.</summary>
    public static string Json(string json)
    {
        if (!HasUnsafe(json)) return json;

        var result = new StringBuilder(json.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in json.EnumerateRunes())
        {
            foreach (var unit in units[..rune.EncodeToUtf16(units)])
            {
                if (IsUnsafe(rune)) result.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                else result.Append(unit);
            }
        }

        return result.ToString();
    }

    private static bool HasUnsafe(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune) || IsUnsafe(rune)) return true;
            at += rune.Utf16SequenceLength;
        }

        return false;
    }

    private static bool IsUnsafe(Rune rune) => rune.Value is < ' ' or > '~' && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Replace(string text, bool keepLines)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsUnsafe(rune)) result.Append(rune); // half a pair is U+FFFD here
            else if (keepLines && rune.Value is '\n' or '\t') result.Append((char)rune.Value);
            else if (rune.Value < ' ') result.Append((char)(FirstPicture + rune.Value));
            else if (rune.Value == '\u007f') result.Append(DeletePicture);
            else result.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return result.ToString();
    }
}
