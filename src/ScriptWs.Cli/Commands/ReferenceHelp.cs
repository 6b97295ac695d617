using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ScriptWs.Cli;

/// <summary>The library's help, and after it what only a person can tell: notes, examples, exit codes.</summary>
internal sealed class ReferenceHelp(HelpAction standard, string rootReference) : SynchronousCommandLineAction
{
    /// <summary>Columns; the same everywhere, so that the text can be relied on.</summary>
    private const int Width = 100;

    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root, string reference)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Description = "Print this help and exit.";
        var standard = (HelpAction)option.Action!;
        standard.MaxWidth = Width;
        option.Action = new ReferenceHelp(standard, reference);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var page = new StringWriter();
        configuration.Output = page;
        standard.Invoke(parseResult);
        configuration.Output = output;

        // The library leaves a blank at the end of each line that it wraps.
        foreach (var line in page.ToString().TrimEnd().Split('\n')) output.WriteLine(line.TrimEnd());
        output.WriteLine();
        output.WriteLine(parseResult.CommandResult.Command is ReferenceCommand command ? command.Reference : rootReference);
        return ExitCode.Fine;
    }
}
