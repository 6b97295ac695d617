using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws completion</c>, asked by the shells themselves. What it must offer is what the help lists.</summary>
public sealed partial class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CompletionTests() => _folder.Write("hello.js", "");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Shell_AskedForAnyCommand_OffersWhatTheHelpLists(string shell)
    {
        var commands = Commands().ToList();
        Assert.InRange(commands.Count, 11, 30);

        var lines = commands.Select(command => $"scriptws {command.Name} -").Prepend("scriptws ").ToArray();
        var offers = await OffersAsync(shell, lines);

        Assert.Superset(commands.Select(command => command.Name).ToHashSet(), offers[0].ToHashSet());
        foreach (var (command, offered) in commands.Zip(offers.Skip(1)))
            Assert.Superset(command.Options.ToHashSet(), offered.ToHashSet());
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Shell_AskedForAValue_OffersItsWords(string shell)
    {
        var offers = await OffersAsync(shell, "scriptws run --log-level ", "scriptws new mine --template ", "scriptws completion ", "scriptws bench --mode ", "scriptws test --order ");

        Assert.Superset(new HashSet<string>(["trace", "debug", "information", "warning", "error", "critical", "none"]), offers[0].ToHashSet());
        Assert.Superset(new HashSet<string>(["echo", "chat"]), offers[1].ToHashSet());
        Assert.Superset(new HashSet<string>(["bash", "zsh", "fish", "pwsh"]), offers[2].ToHashSet());
        Assert.Superset(new HashSet<string>(["echo", "fan-out"]), offers[3].ToHashSet());
        Assert.Superset(new HashSet<string>(["defined", "reverse", "random"]), offers[4].ToHashSet());
    }

    [Fact]
    public async Task Fish_AskedForAFile_OffersIt()
    {
        var offers = await OffersAsync("fish", "scriptws run h", "scriptws run --script h", "scriptws run --listen ", "scriptws check h");

        Assert.Equal(["hello.js"], offers[0]);
        Assert.Equal(["hello.js"], offers[1]);
        Assert.Empty(offers[2]);
        Assert.Equal(["hello.js"], offers[3]);
    }

    [Fact]
    public async Task PowerShell_Script_HoldsEveryCommandOptionAndWord()
    {
        var (_, script, _) = await CliRun.RunAsync("completion", "pwsh");

        foreach (var command in Commands())
        {
            Assert.Contains($"'{command.Name}' = @{{", script, StringComparison.Ordinal);
            foreach (var option in command.Options) Assert.Contains($"'{option}' = @{{", script, StringComparison.Ordinal);
        }

        Assert.Contains("words = @('critical', 'debug', 'error', 'information', 'none', 'trace', 'warning')", script, StringComparison.Ordinal);
    }

    /// <summary>Every command with its long options, from the texts of the help.</summary>
    private static IEnumerable<(string Name, string[] Options)> Commands() =>
        from file in Repository.Files("tests/ScriptWs.Tests/Cli/Help", "scriptws-*.txt")
        let options = File.ReadLines(Repository.PathOf(file)).SkipWhile(line => line != "Options:").Skip(1).TakeWhile(line => line.Length > 0)
        select (Path.GetFileNameWithoutExtension(file)["scriptws-".Length..], options.SelectMany(line => LongOption().Matches(line[..Math.Min(line.Length, 25)])).Select(match => match.Value).ToArray());

    /// <returns>What the shell offers at the end of each line.</returns>
    private async Task<IReadOnlyList<string[]>> OffersAsync(string shell, params string[] lines)
    {
        Assert.SkipWhen(Tool.Find(shell) is null, $"There is no {shell} here.");
        var (_, script, _) = await CliRun.RunAsync("completion", shell);
        _folder.Write("completion", script);
        _folder.Write("ask", Asking(shell, lines));

        var (exitCode, output) = await Tool.RunAsync(shell, shell == "zsh" ? ["-f", "ask"] : ["ask"], _folder.Path);

        Assert.Equal(0, exitCode);
        return [.. output.Split("==\n").Skip(1).Select(offers => offers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(offer => offer.Split('\t')[0]).ToArray())];
    }

    private static string Asking(string shell, string[] lines) => shell switch
    {
        "bash" => "source ./completion\n" + string.Join('\n', lines.Select(line =>
            $"COMP_WORDS=({string.Join(' ', line.Split(' ').Select(word => $"'{word}'"))}); COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); _scriptws; echo \"==\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"")),
        "fish" => "source ./completion\n" + string.Join('\n', lines.Select(line => $"echo \"==\"; complete -C '{line}'")),
        // Without a terminal zsh completes nothing; what the function hands to zsh's own is looked at in its place.
        _ => """
            compdef() { }
            source ./completion
            _describe() { print -rl -- "${(@P)4%%:*}" }
            _arguments() {
              local spec before=$words[CURRENT-1]
              for spec in "$@"; do
                spec=${spec#\*}
                if [[ $before == -* ]]; then
                  [[ $spec == ${before}=\[* ]] && print -rl -- ${=${${spec##*:\(}%\)}}
                elif [[ $spec == -* ]]; then print -r -- ${${spec%%\[*}%=}
                elif [[ $spec == *:\(*\) ]]; then print -rl -- ${=${${spec##*:\(}%\)}}; fi
              done
            }

            """ + string.Join('\n', lines.Select(line => $"words=({string.Join(' ', line.Split(' ').Select(word => $"'{word}'"))}); CURRENT=$#words; echo \"==\"; _scriptws")) + "\ntrue",
    };

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex LongOption();
}
