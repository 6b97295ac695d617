using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Documentation;

/// <summary>A Markdown file of the project: its blocks, links, tables and headings.</summary>
internal sealed partial class Page
{
    private readonly string[] _lines;

    private Page(string path)
    {
        Path = path;
        Text = File.ReadAllText(Repository.PathOf(path)).ReplaceLineEndings("\n");
        _lines = Text.Split('\n');
        Blocks = [.. ReadBlocks(_lines)];
    }

    /// <summary>Every page of the project.</summary>
    public static IReadOnlyList<Page> All { get; } = [.. Repository.Files("", "*.md").Select(path => new Page(path))];

    /// <summary>The pages whose blocks are run: those that users read.</summary>
    public static IReadOnlyList<Page> WithCode { get; } = [.. All.Where(page => IsForUsers().IsMatch(page.Path))];

    /// <summary>The file, relative to the root.</summary>
    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<PageBlock> Blocks { get; }

    /// <summary>Where links point to, with their lines; links to the web are left out.</summary>
    public IEnumerable<(string Target, int Line)> Links =>
        from line in Prose
        from Match link in Link().Matches(InlineCode().Replace(line.Text, ""))
        let target = link.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        select (target, line.Number);

    /// <summary>The anchors of its headings, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors =>
        from line in Prose
        where line.Text.StartsWith('#')
        let title = line.Text.TrimStart('#').Trim().ToLowerInvariant()
        select NoPartOfAnchor().Replace(title, "").Replace(' ', '-');

    /// <summary>Its lines outside fenced blocks.</summary>
    public IEnumerable<(string Text, int Number)> Prose
    {
        get
        {
            var isCode = false;
            foreach (var (index, line) in _lines.Index())
            {
                if (line.StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
                else if (!isCode) yield return (line, index + 1);
            }
        }
    }

    public static Page Of(string path) => All.Single(page => page.Path == path);

    /// <summary>The rows of the table whose first column has this title, cell by cell.</summary>
    public IEnumerable<string[]> Table(string title) =>
        _lines.SkipWhile(line => !line.StartsWith($"| {title} |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]);

    public override string ToString() => Path;

    private static IEnumerable<PageBlock> ReadBlocks(string[] lines)
    {
        var section = "";
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith("## ", StringComparison.Ordinal)) section = lines[at][3..];
            if (!lines[at].StartsWith("```", StringComparison.Ordinal)) continue;
            var first = at + 1;
            at = Array.FindIndex(lines, first, line => line.StartsWith("```", StringComparison.Ordinal));
            if (at < 0) throw new InvalidDataException($"line {first}: the block does not end");
            yield return new PageBlock(lines[first - 1][3..].Trim(), string.Join('\n', lines[first..at]), section, first);
        }
    }

    [GeneratedRegex(@"^(README|CONTRIBUTING|SECURITY|docs/[\w-]+|src/[\w./]+/PACKAGE|src/samples/README|scripts/features/README)\.md$")]
    private static partial Regex IsForUsers();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoPartOfAnchor();
}
