using System.CommandLine;

namespace ScriptWs.Cli.Completing;

/// <summary>One command, as shells complete it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, in a few words.</param>
/// <param name="Options">Its options.</param>
/// <param name="Arguments">What stands at its first places; the last may be repeated.</param>
internal sealed record CompletedCommand(string Name, string Description, IReadOnlyList<CompletedOption> Options, IReadOnlyList<CompletedValue> Arguments)
{
    private static readonly string[] EndsOfSentences = [". ", "; ", " ["];

    private static readonly CompletedOption Help = new(["--help", "-h"], "Print the help and end", null, Repeats: false);

    public static CompletedCommand Of(Command command) => new(
        command.Name,
        Brief(command.Description),
        [.. command.Options.Where(option => !option.Hidden).Select(CompletedOption.Of), Help],
        [.. command.Arguments.Select(CompletedValue.Of)]);

    /// <summary>Whether a word that is no option can be a path.</summary>
    public bool TakesPaths => Arguments.Any(argument => argument.IsPath);

    /// <summary>The words of the first argument.</summary>
    public IReadOnlyList<string> Words => Arguments is [var first, ..] ? first.Words : [];

    /// <summary>The first sentence of a description.</summary>
    public static string Brief(string? description) => (description ?? "").Split(EndsOfSentences, 2, StringSplitOptions.None)[0].TrimEnd('.');
}
