using System.Buffers;
using System.Text;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>Turns any text into HTML that shows it, in an element and in a quoted attribute alike.</summary>
internal static class HtmlText
{
    private const char Replacement = '\uFFFD';

    // Control pictures: ␀ for NUL, ␛ for escape. HTML cannot hold the characters themselves.
    private const char FirstControlPicture = '\u2400';
    private const char DeletePicture = '\u2421';

    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(IsSpecial)]);

    public static void Append(StringBuilder output, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is var at and >= 0)
        {
            output.Append(text[..at]);
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                output.Append(text.Slice(at, 2));
                text = text[(at + 2)..];
                continue;
            }

            // A line ends with \n here, whatever it ended with before.
            if (text[at] != '\r' || at + 1 == text.Length || text[at + 1] != '\n')
                output.Append(Escape(text[at]));
            text = text[(at + 1)..];
        }

        output.Append(text);
    }

    private static bool IsSpecial(char c) =>
        c is '&' or '<' or '>' or '"' or '\'' or >= '\uFFFE' or >= '\uD800' and <= '\uDFFF'
        || (char.IsControl(c) && c is not ('\n' or '\t'));

    private static string Escape(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        < ' ' => ((char)(FirstControlPicture + c)).ToString(),
        '\u007F' => DeletePicture.ToString(),
        _ => Replacement.ToString(),
    };
}
