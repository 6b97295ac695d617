using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>A part of a step's text that stands out: a parameter, or the placeholder of an outline.</summary>
internal readonly record struct TextSpan(int Start, int Length, bool IsPlaceholder = false)
{
    public int End => Start + Length;

    /// <summary>The parameters of a step as they were matched, in their order.</summary>
    public static IEnumerable<TextSpan> Of(IEnumerable<StepMatchArgument> arguments) =>
        from argument in arguments
        where argument.Group?.Start >= 0 && !string.IsNullOrEmpty(argument.Group.Value)
        orderby argument.Group.Start
        select new TextSpan((int)argument.Group.Start!.Value, argument.Group.Value.Length);

    /// <summary>The placeholders of an outline in a step's text.</summary>
    public static IEnumerable<TextSpan> Placeholders(string text, IReadOnlyCollection<string> names)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at + 1))
        {
            if (names.FirstOrDefault(name => text.AsSpan(at + 1).StartsWith(name + ">", StringComparison.Ordinal)) is { } found)
                yield return new TextSpan(at, found.Length + 2, IsPlaceholder: true);
        }
    }
}
