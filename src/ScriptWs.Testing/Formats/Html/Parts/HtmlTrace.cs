using System.Text.RegularExpressions;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>Text in which lines that tell what went over a wire stand out by their direction.</summary>
internal static partial class HtmlTrace
{
    public static void Write(HtmlWriter html, ReadOnlySpan<char> text)
    {
        var isFirst = true;
        // Not EnumerateLines: other characters that end lines must stay to be seen.
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].TrimEnd('\r');
            if (!isFirst)
                html.Write($"\n");
            isFirst = false;
            if (KindOf(line) is { } kind)
                html.Write($"<span class=\"{kind}\">{line}</span>");
            else
                html.Write($"{line}");
        }
    }

    private static string? KindOf(ReadOnlySpan<char> line) =>
        Direction().EnumerateMatches(line) is var found && found.MoveNext()
            ? line[found.Current.Index + found.Current.Length - 1] switch
            {
                '→' => "sent",
                '←' => "came",
                _ => "note",
            }
            : null;

    [GeneratedRegex(@"^ *\d+\.\d+ s [→←·]")]
    private static partial Regex Direction();
}
