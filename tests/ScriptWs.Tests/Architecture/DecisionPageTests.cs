using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Architecture;

/// <summary>docs/decisions: one short page per decision, numbered without gaps, each with its row in the index.</summary>
public sealed partial class DecisionPageTests
{
    /// <summary>One screen.</summary>
    private const int MaxLines = 40;

    private static readonly string[] Pages = [.. Repository.Files("docs/decisions", "*.md").Select(path => Path.GetFileName(path)).Where(name => name != "README.md")];

    [Fact]
    public void Numbers_HaveNoGaps()
    {
        var numbers = Pages.Select(name => int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(Enumerable.Range(1, Pages.Length), numbers);
    }

    [Fact]
    public void Page_BeginsWithItsNumberAndDate_AndFitsOneScreen()
    {
        var wrong = from name in Pages
                    let lines = File.ReadAllLines(Repository.PathOf($"docs/decisions/{name}"))
                    where lines.Length > MaxLines || !lines[0].StartsWith($"# {name[..4].TrimStart('0')}. ", StringComparison.Ordinal) || !Dated().IsMatch(lines[2])
                    select name;

        Assert.Empty(wrong);
    }

    [Fact]
    public void Index_NamesEachPageWithItsTitle()
    {
        var index = File.ReadAllText(Repository.PathOf("docs/decisions/README.md"));

        var missing = from name in Pages
                      let title = File.ReadLines(Repository.PathOf($"docs/decisions/{name}")).First()
                      let number = name[..4].TrimStart('0')
                      where !index.Contains($"| [{number}]({name}) | {title[$"# {number}. ".Length..]} |", StringComparison.Ordinal)
                      select name;

        Assert.Empty(missing);
    }

    [Fact]
    public void Links_LeadToPages()
    {
        var broken = from path in Repository.Files("docs/decisions", "*.md")
                     from Match link in Link().Matches(File.ReadAllText(Repository.PathOf(path)))
                     where !Pages.Contains(link.Groups[1].Value)
                     select $"{path}: {link.Value}";

        Assert.Empty(broken);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d · (Accepted|Superseded( on Linux)? by \[\d+\]\(\S+\))$")]
    private static partial Regex Dated();

    [GeneratedRegex(@"\]\(([^)]+\.md)\)")]
    private static partial Regex Link();
}
