using System.CommandLine;
using ScriptWs.Cli.Completing;

namespace ScriptWs.Cli;

/// <summary><c>scriptws completion</c>: prints what a shell needs to complete command lines.</summary>
internal static class CompletionCommand
{
    private const string Reference = """
        Completes commands, options, their values and files. The script contains all of them, so the
        shell never starts scriptws to complete. Print it again after an update.

        For one session:
          source <(scriptws completion bash)
          source <(scriptws completion zsh)
          scriptws completion fish | source
          scriptws completion pwsh | Out-String | Invoke-Expression

        For every session, add that line to ~/.bashrc, to ~/.zshrc after compinit, to
        ~/.config/fish/config.fish, or to the file that $PROFILE names.

        Exit codes:
          0  it is printed
          2  invalid command line
        """;

    /// <param name="streams">Where it is printed.</param>
    /// <param name="commands">Makes every command; they are what is completed.</param>
    public static Command Create(Streams streams, Func<IEnumerable<Command>> commands)
    {
        var shell = new Argument<Shell?>("SHELL") { Description = "bash, zsh, fish or pwsh.", HelpName = "SHELL", Arity = ArgumentArity.ExactlyOne };
        Choice.Between(shell, "SHELL", "bash|zsh|fish|pwsh");
        var command = new ReferenceCommand("completion", "Print the completion script for a shell.", Reference) { shell };
        command.SetAction(result => Print(result.GetRequiredValue(shell)!.Value, [.. commands().Where(command => !command.Hidden).Select(CompletedCommand.Of)], streams.Out));
        return command;
    }

    private static int Print(Shell shell, IReadOnlyList<CompletedCommand> commands, TextWriter output)
    {
        Action<IReadOnlyList<CompletedCommand>, TextWriter> write = shell switch
        {
            Shell.Bash => BashCompletion.Write,
            Shell.Zsh => ZshCompletion.Write,
            Shell.Fish => FishCompletion.Write,
            _ => PowerShellCompletion.Write,
        };
        write(commands, output);
        return ExitCode.Fine;
    }
}
