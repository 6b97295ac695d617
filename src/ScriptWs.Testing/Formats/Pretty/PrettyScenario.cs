using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Pretty;

/// <summary>One scenario that has ended: a line, or all that helps to understand its failure.</summary>
internal static class PrettyScenario
{
    private const int PlaceColumn = 72;

    public static void Write(PrettyPen pen, ScenarioOutcome scenario, StepPlaces places)
    {
        var (status, attempt) = (scenario.Status, scenario.Last!);
        var title = $"{status.Sign()} {places.FeatureOf(scenario.Pickle)}: {scenario.Pickle.Name}";
        if (status is TestStepResultStatus.PASSED or TestStepResultStatus.UNKNOWN)
        {
            pen.Line(status, title);
        }
        else if (status == TestStepResultStatus.SKIPPED)
        {
            pen.Line(status, $"{title}  (skipped: {FailureText.Headline(attempt.Decisive?.Result?.Message)})");
        }
        else
        {
            pen.Line();
            pen.Line(status, title);
            pen.Dim($"  {scenario.Pickle.Uri}:{scenario.Pickle.Location?.Line}");
            foreach (var step in attempt.Steps.Where(step => step.Pickle is not null || step.Status == TestStepResultStatus.FAILED)) Write(pen, scenario.Pickle, step, places);
            pen.Line();
        }

        pen.Flush();
    }

    private static void Write(PrettyPen pen, Pickle pickle, StepOutcome step, StepPlaces places)
    {
        var (text, place) = step.Pickle is { } written ? places.Of(pickle, written) : ($"{HookWords.When(step.Hook)}{(step.Hook?.Name is { } name ? $": {name}" : "")}", SourceWords.Of(step.Hook?.SourceReference));
        pen.Line(step.Status, $"  {step.Status.Sign()} {text}".PadRight(PlaceColumn) + $"  {place}");
        if (step.Status == TestStepResultStatus.PASSED) return;

        if (step.Result?.Message is { Length: > 0 } message && step.Status != TestStepResultStatus.SKIPPED) pen.Block(6, message, step.Status);
        foreach (var attachment in step.Attachments) Write(pen, attachment);
    }

    private static void Write(PrettyPen pen, Attachment attachment)
    {
        var content = new AttachmentContent(attachment);
        if (!content.IsReadable || content.Text is not { } text)
        {
            pen.Dim($"      {content.Name}: {content.MediaType}, {content.Size}");
            return;
        }

        pen.Dim($"      {content.Name}:");
        pen.Block(8, text.Length > AttachmentContent.MaxShown ? text[..AttachmentContent.MaxShown] : text);
    }
}
