using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;
using GherkinScenario = Io.Cucumber.Messages.Types.Scenario;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>An outline: its steps with placeholders, then its Examples with a status for each row.</summary>
internal static class HtmlExamples
{
    public static void Write(HtmlContext context, GherkinScenario scenario)
    {
        var names = OutlineText.Names(scenario);
        HtmlSteps.WriteDocumented(context, scenario.Steps, step => OutlineText.Spans(context, step, names));
        foreach (var examples in scenario.Examples)
            WriteTable(context, scenario, examples);
    }

    private static void WriteTable(HtmlContext context, GherkinScenario scenario, Examples examples)
    {
        var html = context.Html;
        html.Write($"<div class=\"examples\"><p class=\"examples-title\"><span class=\"kind\">{examples.Keyword}</span> {examples.Name}</p>\n");
        HtmlTags.Write(html, examples.Tags);
        HtmlProse.Write(html, examples.Description);
        html.Write($"<div class=\"table\" tabindex=\"0\"><table><thead><tr>");
        foreach (var cell in examples.TableHeader?.Cells ?? [])
            html.Write($"<th scope=\"col\">{cell.Value}</th>");
        html.Write($"<th scope=\"col\" class=\"status-column\">status</th></tr></thead>\n<tbody>");
        foreach (var row in examples.TableBody)
            WriteRow(html, row, context.Outcomes.Of(scenario, row)?.Status ?? TestStepResultStatus.UNKNOWN);
        html.Write($"</tbody></table></div>\n");
        foreach (var (index, row) in examples.TableBody.Index())
        {
            if (context.Outcomes.Of(scenario, row) is { Last: { } last } outcome && IsWorthShowing(outcome, last))
                WriteRun(context, scenario, outcome, last, $"Row {index + 1}: {TitleOf(examples, row)}");
        }

        html.Write($"</div>\n");
    }

    private static void WriteRow(HtmlWriter html, TableRow row, TestStepResultStatus status)
    {
        html.Write($"<tr class=\"{HtmlStatus.Class(status)}\">");
        foreach (var cell in row.Cells)
            html.Write($"<td>{cell.Value}</td>");
        html.Write($"<td class=\"status-column\">");
        HtmlStatus.Write(html, status);
        html.Write($"</td></tr>\n");
    }

    private static void WriteRun(HtmlContext context, GherkinScenario scenario, ScenarioOutcome outcome, AttemptOutcome last, string title)
    {
        var html = context.Html;
        // What went wrong is open; what only left a trace is there for who wants it.
        if (outcome.Status is TestStepResultStatus.PASSED or TestStepResultStatus.SKIPPED)
            html.Write($"<details class=\"row\"><summary>{title} ");
        else
            html.Write($"<details class=\"row\" open=\"open\"><summary>{title} ");
        HtmlStatus.Write(html, outcome.Status);
        html.Write($"</summary>\n");
        HtmlScenario.WriteAttempts(context, outcome, last, scenario.Steps);
        html.Write($"</details>\n");
    }

    private static string TitleOf(Examples examples, TableRow row) =>
        string.Join(", ", examples.TableHeader.Cells.Zip(row.Cells, (name, value) => $"{name.Value} {value.Value}"));

    private static bool IsWorthShowing(ScenarioOutcome outcome, AttemptOutcome last) =>
        outcome.Attempts.Count > 1 || outcome.Status is not (TestStepResultStatus.PASSED or TestStepResultStatus.UNKNOWN)
        || last.Attachments.Count > 0 || last.Steps.Any(step => step.Attachments.Count > 0);
}
