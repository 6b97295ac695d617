using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>A link to a scenario, or its title when its document is not in the report.</summary>
internal static class HtmlLink
{
    public static void Write(HtmlContext context, ScenarioOutcome outcome)
    {
        if (context.Anchors.Has(outcome.Pickle.Uri))
            context.Html.Write($"<a href=\"#{context.Anchors.Of(outcome.ScenarioId)}\">{context.FeatureOf(outcome)?.Name}: {outcome.Pickle.Name}</a>");
        else
            context.Html.Write($"{outcome.Pickle.Name}");
    }
}
