using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;
using GherkinScenario = Io.Cucumber.Messages.Types.Scenario;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>A scenario: its title, its steps and what became of them; an outline with its Examples.</summary>
internal static class HtmlScenario
{
    /// <param name="context">What the page shares.</param>
    /// <param name="scenario">The scenario as written in the document.</param>
    /// <param name="level">The level of its heading: 3 in a feature, 4 in a rule.</param>
    /// <param name="inherited">The tags of what contains it.</param>
    public static void Write(HtmlContext context, GherkinScenario scenario, int level, params IEnumerable<Tag>[] inherited)
    {
        var html = context.Html;
        var outcomes = context.Outcomes.Of(scenario).ToList();
        var anchor = context.Anchors.Of(scenario.Id);
        var worst = HtmlStatus.Worst(outcomes);
        html.Write($"<article class=\"scenario {HtmlStatus.Class(worst)}\" id=\"{anchor}\" data-status=\"{HtmlStatus.Classes(outcomes)}\">\n");
        html.Write($"<h{level}><a class=\"self\" href=\"#{anchor}\">");
        html.Write($"<span class=\"title\">");
        HtmlSpans.Write(html, scenario.Name, TextSpan.Placeholders(scenario.Name, OutlineText.Names(scenario)));
        html.Write($"</span></a> ");
        HtmlStatus.Write(html, worst);
        html.Write($"</h{level}>\n");
        HtmlTags.Write(html, scenario.Tags, inherited);
        HtmlProse.Write(html, scenario.Description);
        if (scenario.Examples.Count > 0)
            HtmlExamples.Write(context, scenario);
        else if (outcomes is [{ Last: { } attempt } only])
            WriteAttempts(context, only, attempt, scenario.Steps);
        else
            HtmlSteps.WriteDocumented(context, scenario.Steps, _ => []);
        html.Write($"</article>\n");
    }

    /// <summary>The last attempt, which counts, and those before it behind a line that opens.</summary>
    public static void WriteAttempts(HtmlContext context, ScenarioOutcome outcome, AttemptOutcome last, IReadOnlyCollection<Step> own)
    {
        HtmlSteps.WriteRun(context, last, own, everything: last.Status != TestStepResultStatus.PASSED);
        foreach (var earlier in outcome.Attempts.SkipLast(1))
        {
            context.Html.Write($"<details class=\"attempt\"><summary>Attempt {earlier.Started.Attempt + 1} {earlier.Status.Word()}, so it was tried again</summary>\n");
            HtmlSteps.WriteRun(context, earlier, own, everything: true);
            context.Html.Write($"</details>\n");
        }
    }
}
