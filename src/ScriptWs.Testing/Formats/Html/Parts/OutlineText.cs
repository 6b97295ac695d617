using Io.Cucumber.Messages.Types;
using GherkinScenario = Io.Cucumber.Messages.Types.Scenario;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>
/// Highlighted parts of an outline's step: its placeholders, and its literal parameters.
/// The latter are known from a row that ran, whose text is the same but for the placeholders.
/// </summary>
internal static class OutlineText
{
    /// <summary>The names that the outline's Examples give values.</summary>
    public static IReadOnlyCollection<string> Names(GherkinScenario scenario) =>
        [.. scenario.Examples.SelectMany(examples => examples.TableHeader?.Cells ?? []).Select(cell => cell.Value).Distinct()];

    public static IEnumerable<TextSpan> Spans(HtmlContext context, Step step, IReadOnlyCollection<string> names)
    {
        var placeholders = TextSpan.Placeholders(step.Text, names).ToList();
        var ran = context.RunOf(step);
        var parameters = ran is null ? [] : TextSpan.Of(ran.Arguments)
            .Select(span => Literal(step.Text, ran.Pickle!.Text, placeholders, span)).OfType<TextSpan>();
        return placeholders.Concat(parameters).OrderBy(span => span.Start);
    }

    // Before the first placeholder both texts are the same from the start, after the last one the same from the end.
    private static TextSpan? Literal(string outline, string text, List<TextSpan> placeholders, TextSpan span)
    {
        if (placeholders.Count == 0 || span.End <= placeholders[0].Start)
            return span;
        var shift = outline.Length - text.Length;
        return span.Start + shift >= placeholders[^1].End ? span with { Start = span.Start + shift } : null;
    }
}
