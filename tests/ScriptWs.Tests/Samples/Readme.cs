using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Samples;

/// <summary>README.md as the tests read it.</summary>
internal static partial class Readme
{
    public static string Text { get; } = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");

    /// <summary>The fenced blocks of a language.</summary>
    public static IEnumerable<string> Blocks(string language) =>
        from Match block in Fence().Matches(Text)
        where block.Groups["language"].Value == language
        select block.Groups["code"].Value;

    /// <summary>The rows of the table whose first column has this title, cell by cell.</summary>
    public static IEnumerable<string[]> Table(string title) =>
        Text.Split('\n').SkipWhile(line => !line.StartsWith($"| {title} |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]);

    /// <summary>Where its links point to.</summary>
    public static IEnumerable<string> Links() => from Match link in Link().Matches(Text) select link.Groups["target"].Value;

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)")]
    private static partial Regex Link();
}
