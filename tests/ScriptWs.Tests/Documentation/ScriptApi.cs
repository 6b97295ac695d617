using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Documentation;

/// <summary>docs/script-api.md, made from scripts/scriptws.d.ts: a section per interface, a row per member.</summary>
internal static partial class ScriptApi
{
    private const string Introduction = """
        # Script API

        Everything that a script can use, from [scriptws.d.ts](../scripts/scriptws.d.ts). [Scripting](scripting.md) explains it with
        examples.

        """;

    public static string Text()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        var (comment, isTable) = (new List<string>(), false);
        var (indent, section) = ("", "");
        foreach (var line in File.ReadLines(Repository.PathOf("scripts/scriptws.d.ts")))
        {
            if (Heading().Match(line) is { Success: true } heading) Begin(section = heading.Groups["title"].Value.Trim());
            else if (CommentLine().Match(line) is { Success: true } part) comment.Add(part.Groups["text"].Value.Trim());
            else if (OfType().Match(line) is { Success: true } type) Type(type);
            else if (line == $"{indent}}}") isTable = false;
            else if (Declaration().Match(line) is { Success: true } declared && IsOfThisLevel(declared)) Row(declared);
            if (!line.TrimStart().StartsWith('/') && !line.TrimStart().StartsWith('*')) comment.Clear();
        }

        return page.ToString().TrimEnd() + "\n";

        bool IsOfThisLevel(Match declared)
        {
            var depth = declared.Groups["indent"].Length;
            return isTable ? depth == indent.Length + 2 : depth <= 2;
        }

        void Begin(string title) => page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n");

        void Type(Match type)
        {
            indent = type.Groups["indent"].Value;
            isTable = type.Value.EndsWith('{');
            page.Append(CultureInfo.InvariantCulture, $"\n### {type.Groups["name"].Value}\n\n{Description()}\n");
            if (isTable) page.Append("\n| member | meaning |\n|---|---|\n");
            else page.Append(CultureInfo.InvariantCulture, $"\n`{Code(type.Groups["rest"].Value.TrimStart('=', ' '))}`\n");
        }

        void Row(Match declared)
        {
            var code = Code(declared.Groups["code"].Value);
            if (isTable) page.Append(CultureInfo.InvariantCulture, $"| `{Cell(code)}` | {Cell(Description())} |\n");
            else page.Append(CultureInfo.InvariantCulture, $"\n### {declared.Groups["name"].Value}\n\n{Description()}\n\n`{code}`\n");
        }

        string Description()
        {
            var text = string.Join(' ', comment.Where(part => part.Length > 0));
            text = Default().Replace(text, match => $" Default: {match.Groups[1].Value.Trim()}.");
            text = Tag().Replace(text, match => match.Groups[1].Value == "returns" ? " Returns: " : " ");
            return Spaces().Replace(text, " ").Trim();
        }
    }

    private static string Code(string text) => text.Trim().TrimEnd(';').Replace("declare function ", "", StringComparison.Ordinal);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex("^ *// ──+ (?<title>[^─]+)")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ *(?:/\*\*|\*)(?!/) ?(?<text>.*?)(?: *\*/)?$")]
    private static partial Regex CommentLine();

    [GeneratedRegex(
        @"^(?<indent> *)(?:declare class|interface|declare const|type) (?<name>\w+)(?:<[^>]*>)?[^={:]*(?<rest>=.*|\{)$" +
        @"|^(?<indent> *)declare const (?<name>crypto): \{$")]
    private static partial Regex OfType();

    [GeneratedRegex(
        @"^(?<indent> *)(?<code>(?:declare function |declare const |readonly |static )*(?<name>[\w\[\].]+)\??(?:<.*>)?[(:].*;)$")]
    private static partial Regex Declaration();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"@default (.*?)(?= @|$)")]
    private static partial Regex Default();

    [GeneratedRegex(@"@(returns|param|example)\b ?")]
    private static partial Regex Tag();
}
