using System.CommandLine;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary>The command line as a function: arguments and streams in, an exit code out.</summary>
internal static class CliApp
{
    /// <summary>Fine.</summary>
    public const int Fine = 0;

    /// <summary>It ran and failed.</summary>
    public const int Failed = 1;

    /// <summary>The user can fix it: usage, configuration, a script that does not load.</summary>
    public const int Fixable = 2;

    public static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        var terminal = new Terminal(input, output, error);
        var root = new RootCommand("A WebSocket server whose behaviour is a JavaScript file. Without a command it runs ./server.json.");
        root.Subcommands.Add(RunCommand.Create(terminal));
        root.Subcommands.Add(CheckCommand.Create(terminal));
        if (args.Length == 0) args = ["run"];

        try
        {
            var parsed = root.Parse(args);
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (ConfigurationException e)
        {
            foreach (var problem in e.Errors) terminal.Error.WriteLine($"scriptws: {problem}");
            return Fixable;
        }
        catch (ScriptWsException e)
        {
            terminal.Error.WriteLine($"scriptws: {e.Message}");
            return Fixable;
        }
    }
}
