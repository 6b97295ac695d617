using System.Text.RegularExpressions;
using ScriptWs.Testing.Formats.Coverage;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>
/// Descriptions as people write them in feature files: paragraphs, lists, indented examples; <c>`code`</c>, addresses and
/// clauses of RFCs become what they mean.
/// </summary>
internal static partial class HtmlProse
{
    private const int IndentOfAnExample = 4;

    public static void Write(HtmlWriter html, string? description)
    {
        var lines = Dedent(description);
        if (lines.Count == 0)
            return;

        html.Write($"<div class=\"prose\">");
        for (var at = 0; at < lines.Count;)
        {
            var kind = KindOf(lines[at]);
            var block = lines.Skip(at).TakeWhile((line, index) => index == 0 || Continues(kind, line)).ToList();
            WriteBlock(html, kind, block);
            at += block.Count;
        }

        html.Write($"</div>\n");
    }

    private static void WriteBlock(HtmlWriter html, Kind kind, List<string> lines)
    {
        switch (kind)
        {
            case Kind.Example:
                html.Write($"<pre>\n{string.Join('\n', lines.Select(line => line[IndentOfAnExample..]))}</pre>");
                break;
            case Kind.Item:
                html.Write($"<ul>");
                foreach (var item in ItemsOf(lines))
                {
                    html.Write($"<li>");
                    WriteLine(html, item);
                    html.Write($"</li>");
                }

                html.Write($"</ul>");
                break;
            case Kind.Text:
                html.Write($"<p>");
                WriteLine(html, string.Join('\n', lines));
                html.Write($"</p>");
                break;
            default:
                break;
        }
    }

    /// <summary>Writes text in which code, addresses and clauses are marked.</summary>
    public static void WriteLine(HtmlWriter html, string text)
    {
        var at = 0;
        foreach (Match match in Marked().Matches(text))
        {
            html.Write($"{text.AsSpan(at, match.Index - at)}");
            if (match.Groups["code"] is { Success: true, Value: var code })
                html.Write($"<code>{code}</code>");
            else if (match.Groups["rfc"] is { Success: true, Value: var rfc })
                html.Write($"<a href=\"{new Clause(rfc, match.Groups["clause"] is { Success: true, Value: var clause } ? clause : null).Address}\">{match.Value}</a>");
            else
                html.Write($"<a href=\"{match.Value}\">{match.Value}</a>");
            at = match.Index + match.Length;
        }

        html.Write($"{text.AsSpan(at)}");
    }

    // A line that does not start an item continues the previous line.
    private static List<string> ItemsOf(List<string> lines)
    {
        var items = new List<string>();
        foreach (var line in lines)
        {
            if (ItemStart().IsMatch(line))
                items.Add(ItemStart().Replace(line, ""));
            else
                items[^1] += $"\n{line.TrimStart()}";
        }

        return items;
    }

    private static Kind KindOf(string line) =>
        line.Length == 0 ? Kind.Nothing
        : ItemStart().IsMatch(line) ? Kind.Item
        : line.Length > IndentOfAnExample && string.IsNullOrWhiteSpace(line[..IndentOfAnExample]) ? Kind.Example
        : Kind.Text;

    private static bool Continues(Kind kind, string line) => kind switch
    {
        Kind.Item => line.Length > 0 && (line[0] == ' ' || KindOf(line) == Kind.Item),
        Kind.Text => KindOf(line) is Kind.Text or Kind.Example,
        _ => KindOf(line) == kind,
    };

    private static List<string> Dedent(string? description)
    {
        var lines = (description ?? "").ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        var indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return [.. lines.Select(line => line.Length > 0 ? line[indent..] : "")
            .SkipWhile(line => line.Length == 0).Reverse().SkipWhile(line => line.Length == 0).Reverse()];
    }

    [GeneratedRegex(@"^ {0,3}[-*•] +")]
    private static partial Regex ItemStart();

    [GeneratedRegex(@"`(?<code>[^`\n]+)`|\bRFC[ -]?(?<rfc>\d{3,5})(,? (§ ?|section )(?<clause>\d+(\.\d+)*))?|\bhttps?://[^\s<>""'()]*[^\s<>""'().,;:!?]", RegexOptions.IgnoreCase)]
    private static partial Regex Marked();

    private enum Kind
    {
        Nothing,
        Text,
        Item,
        Example,
    }
}
