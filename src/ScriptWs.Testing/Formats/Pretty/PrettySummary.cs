using System.Globalization;
using Cucumber.Messages;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Pretty;

/// <summary>The end of a run: what failed and where, what is missing, how many.</summary>
internal sealed class PrettySummary(PrettyPen pen, RunRecord record, StepPlaces places)
{
    public void Write(IReadOnlyList<ScenarioOutcome> ended, TestRunFinished end)
    {
        WriteSnippets(ended);
        var bad = ended.Where(scenario => scenario.Status is not (TestStepResultStatus.PASSED or TestStepResultStatus.SKIPPED or TestStepResultStatus.UNKNOWN)).ToList();
        pen.Line();
        if (bad.Count > 1)
        {
            foreach (var scenario in bad) pen.Line(scenario.Status, $"{scenario.Pickle.Uri}:{scenario.Pickle.Location?.Line}  {scenario.Status.Word()}: {scenario.Pickle.Name}");
            pen.Line();
        }

        if (end.Exception is { } crash) pen.Line(TestStepResultStatus.FAILED, $"✗ the run ended early: {crash.Message}");
        var steps = ended.SelectMany(scenario => scenario.Last!.Steps).Where(step => step.Pickle is not null).Select(step => step.Status).ToList();
        pen.Line(Counted(ended.Count, "scenario", ended.Select(scenario => scenario.Status)));
        pen.Line(Counted(steps.Count, "step", steps));
        if (record.ParseErrors.Count > 0) pen.Line(TestStepResultStatus.FAILED, $"{record.ParseErrors.Count} {(record.ParseErrors.Count == 1 ? "problem" : "problems")} in feature files");
        if (record.Started is { } started) pen.Line(Took(Converters.ToDateTime(end.Timestamp) - Converters.ToDateTime(started.Timestamp)));
        pen.Flush();
    }

    private static string Took(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private static string Counted(int count, string what, IEnumerable<TestStepResultStatus> statuses)
    {
        var parts = statuses.GroupBy(status => status).OrderBy(group => group.Key).Select(group => $"{group.Count()} {(group.Key == TestStepResultStatus.UNKNOWN ? "empty" : group.Key.Word())}").ToList();
        return $"{count} {what}{(count == 1 ? "" : "s")}{(parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})")}";
    }

    private void WriteSnippets(IReadOnlyList<ScenarioOutcome> ended)
    {
        var missing = ended.SelectMany(scenario => scenario.Last!.Steps.Select(step => (scenario.Pickle, Step: step)))
            .Where(entry => entry.Step.Snippets.Count > 0)
            .DistinctBy(entry => entry.Step.Snippets[0].Code).ToList();
        if (missing.Count == 0) return;

        pen.Line();
        pen.Line(TestStepResultStatus.UNDEFINED, missing.Count == 1 ? "One step is not defined yet. In a steps file:" : $"{missing.Count} steps are not defined yet. In a steps file:");
        foreach (var (pickle, step) in missing)
        {
            pen.Line();
            pen.Dim($"  // {places.Of(pickle, step.Pickle!).Place}");
            pen.Block(2, step.Snippets[0].Code);
        }
    }
}
