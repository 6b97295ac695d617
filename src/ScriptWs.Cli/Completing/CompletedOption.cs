using System.CommandLine;

namespace ScriptWs.Cli.Completing;

/// <summary>One option, as shells complete it.</summary>
/// <param name="Names">Its names, the long one first.</param>
/// <param name="Description">What it is for, in a few words.</param>
/// <param name="Value">What follows it; <c>null</c> for nothing.</param>
/// <param name="Repeats">Whether it may be given again.</param>
internal sealed record CompletedOption(IReadOnlyList<string> Names, string Description, CompletedValue? Value, bool Repeats)
{
    public static CompletedOption Of(Option option) => new(
        [option.Name, .. option.Aliases], CompletedCommand.Brief(option.Description), CompletedValue.Of(option), option.Arity.MaximumNumberOfValues > 1);
}
