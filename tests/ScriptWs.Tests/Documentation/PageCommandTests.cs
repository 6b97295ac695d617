using System.CommandLine;
using System.Text.RegularExpressions;
using ScriptWs.Cli;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Documentation;

/// <summary>The commands of all pages: those of scriptws are parsed with their options and settings, and files in others exist.</summary>
public sealed partial class PageCommandTests
{
    public static TheoryData<string> PagesWithCommands =>
        [.. Page.WithCode.Where(page => page.Blocks.Any(IsShell)).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(PagesWithCommands))]
    public void EveryCommand_OfThePage_Exists(string path)
    {
        foreach (var line in Page.Of(path).Blocks.Where(IsShell).SelectMany(block => block.Text.Split('\n')).Where(line => line.Length > 0))
        {
            var command = line.Replace("dotnet run --project src/ScriptWs.Cli --", "scriptws", StringComparison.Ordinal);
            var all = Word().Matches(command).Select(word => word.Value.Trim('\'', '"'));
            var words = all.TakeWhile(word => word is not ("|" or "<")).ToList();
            if (words[0] == "scriptws") AssertParsed(words[1..], line);
            else Assert.All(words.Where(word => OurFile().IsMatch(word)), word => Assert.True(Path.Exists(Repository.PathOf(word)), line));
        }
    }

    [Theory]
    [InlineData("run --nonsense 1")]
    [InlineData("run --limits:nonsense 1")]
    [InlineData("nonsense")]
    [InlineData("bench ws://127.0.0.1/ --depth many")]
    public void Command_ThatDoesNotExist_IsFound(string command) =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertParsed([.. command.Split(' ')], command));

    private static bool IsShell(PageBlock block) => block.Kind is "sh" or "console";

    private static void AssertParsed(IReadOnlyList<string> words, string line)
    {
        if (words.Count == 0) return;
        var rest = SettingArguments.Split(words, out var settings);
        var root = CliApp.CreateRoot(new Streams(TextReader.Null, TextWriter.Null, TextWriter.Null), new StopSignal(), settings, words);
        Assert.True(root.Subcommands.Any(command => command.Name == words[0]), $"scriptws {words[0]} is no command: {line}");
        var errors = root.Parse(rest, CliApp.Parsing).Errors.Select(error => error.Message);
        Assert.DoesNotContain(errors, text => !text.EndsWith("there is no such file.", StringComparison.Ordinal)); // the reader's files

        var unknown = new List<string>();
        try
        {
            ServerConfiguration.Defaults(settings);
        }
        catch (ConfigurationException e)
        {
            // Others, such as a file that does not exist here, are no fault of the page.
            var texts = e.Errors.Select(error => error.ToString());
            unknown.AddRange(texts.Where(text => text.Contains("is not a setting", StringComparison.Ordinal)));
        }

        Assert.Empty(unknown);
    }

    [GeneratedRegex(@"'[^']*'|""[^""]*""|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(src|tests|features|scripts|docs|systemd|\.ci)/\S+$")]
    private static partial Regex OurFile();
}
