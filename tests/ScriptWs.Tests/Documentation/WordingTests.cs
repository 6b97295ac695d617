using System.Globalization;
using ScriptWs.Tests.Architecture;

namespace ScriptWs.Tests.Documentation;

/// <summary>No text that a user reads contains a phrase that reads like a translation; in others there are only fewer and fewer.</summary>
public sealed class WordingTests
{
    private static readonly string[] Projects = ["ScriptWs", "ScriptWs.Cli", "ScriptWs.Http", "ScriptWs.Testing", "ScriptWs.Reqnroll"];

    [Fact]
    public void Texts_ForUsers_AreInPlainEnglish() => Violations.None(
        from pattern in (string[])["*.md", "*.feature", "*.d.ts", "*.js", "*.css", "*.html"]
        from folder in (string[])["docs", "features", "scripts", "src", "systemd", ".github"]
        from path in Repository.Files(folder, pattern)
        where !path.StartsWith("docs/decisions/", StringComparison.Ordinal)
        from place in Wording.InFile(path)
        select place);

    [Fact]
    public void Pages_OfTheRoot_AreInPlainEnglish() =>
        Violations.None(Repository.Files("", "*.md").Where(path => !path.Contains('/')).SelectMany(Wording.InFile));

    [Theory]
    [InlineData("src/ScriptWs.Cli/Commands")]
    [InlineData("src/ScriptWs.Cli/Arguments")]
    [InlineData("src/ScriptWs.Cli/Logging/Log.cs")]
    [InlineData("src/ScriptWs.Http/Logging/Log.cs")]
    [InlineData("src/ScriptWs/Diagnostics/Log.cs")]
    public void HelpAndLogs_Always_AreInPlainEnglish(string place)
    {
        var files = place.EndsWith(".cs", StringComparison.Ordinal) ? [place] : Repository.Files(place, "*.cs").ToArray();

        Assert.NotEmpty(files);
        Violations.None(files.SelectMany(Wording.InStrings));
    }

    /// <summary>Others are counted per project, since files move. A number may only shrink: lower it when you fix some.</summary>
    [Fact]
    public void Phrases_InCode_OnlyBecomeFewer()
    {
        var allowed = File.ReadLines(Repository.PathOf("tests/ScriptWs.Tests/Documentation/wording.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', 3)).ToList();

        var violations = from row in allowed
                         let files = Repository.Files($"src/{row[0]}", "*.cs")
                         let isStrings = row[1] == "strings"
                         let found = files.SelectMany(file => isStrings ? Wording.InStrings(file) : Wording.InComments(file)).ToList()
                         where found.Count > int.Parse(row[2], CultureInfo.InvariantCulture)
                         select $"{row[0]}, {row[1]}: {found.Count} phrases, {row[2]} at most:\n{string.Join('\n', found)}";
        Violations.None(violations);
        var rows = Projects.SelectMany(project => (string[])[$"{project} strings", $"{project} comments"]);
        Assert.Equal(rows, allowed.Select(row => $"{row[0]} {row[1]}"));
    }
}
