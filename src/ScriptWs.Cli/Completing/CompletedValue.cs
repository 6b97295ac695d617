using System.CommandLine;
using System.CommandLine.Completions;

namespace ScriptWs.Cli.Completing;

/// <summary>What may stand at one place of a command line.</summary>
/// <param name="Name">As the help calls it: <c>FILE</c>.</param>
/// <param name="Words">The words that it can be; none for anything else.</param>
internal sealed record CompletedValue(string Name, IReadOnlyList<string> Words)
{
    private static readonly string[] OfPaths = ["FILE", "DIRECTORY", "FEATURES"];

    public bool IsPath => OfPaths.Contains(Name);

    public static CompletedValue? Of(Option option) =>
        option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? null : new CompletedValue(option.HelpName ?? "", Labels(option));

    public static CompletedValue Of(Argument argument) => new(argument.HelpName ?? argument.Name, Labels(argument));

    private static string[] Labels(Symbol symbol) => [.. symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label)];
}
