using System.Text;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.JUnit;

/// <summary>One scenario, one row of Examples, or something around them that went wrong.</summary>
internal sealed record JUnitCase(string Suite, string Name, JUnitVerdict Verdict)
{
    public string? File { get; init; }

    public long? Line { get; init; }

    public TimeSpan Time { get; init; }

    public string? Message { get; init; }

    public string? Type { get; init; }

    /// <summary>Everything there is to say about what went wrong.</summary>
    public string Details { get; init; } = "";

    /// <summary>The steps and how each ended.</summary>
    public string Output { get; init; } = "";

    public static JUnitCase Of(ScenarioOutcome outcome, string feature, string name, StepPlaces places)
    {
        var decisive = outcome.Last?.Decisive;
        var result = outcome.Status == TestStepResultStatus.PASSED ? null : decisive?.Result;
        return new JUnitCase(feature, name, VerdictOf(outcome.Status, decisive))
        {
            File = outcome.Pickle.Uri,
            Line = outcome.Pickle.Location?.Line,
            Time = outcome.Last?.Duration ?? TimeSpan.Zero,
            Message = MessageOf(outcome, result),
            Type = outcome.Status.Word(),
            Details = DetailsOf(outcome, decisive, result, places),
            Output = StepsOf(outcome),
        };
    }

    private static JUnitVerdict VerdictOf(TestStepResultStatus status, StepOutcome? decisive) => status switch
    {
        TestStepResultStatus.PASSED => JUnitVerdict.Passed,
        TestStepResultStatus.SKIPPED or TestStepResultStatus.UNKNOWN => JUnitVerdict.Skipped,
        TestStepResultStatus.FAILED or TestStepResultStatus.PENDING when decisive?.Hook is null => JUnitVerdict.Failure,
        _ => JUnitVerdict.Error,
    };

    private static string MessageOf(ScenarioOutcome outcome, TestStepResult? result) =>
        result is not null && FailureText.Headline(FailureText.Message(result)) is { Length: > 0 } headline ? headline
        : outcome.Status == TestStepResultStatus.UNKNOWN && outcome.Last is { Finished: not null, Steps.Count: 0 } ? "has no steps"
        : outcome.Status.Word();

    private static string DetailsOf(ScenarioOutcome outcome, StepOutcome? decisive, TestStepResult? result, StepPlaces places)
    {
        if (result is null)
            return "";

        var (text, place) = decisive!.Pickle is { } step ? places.Of(outcome.Pickle, step) : (TextOf(decisive), outcome.Pickle.Uri);
        var details = new StringBuilder($"\n{place}: {text}\n");
        Append(details, FailureText.Message(result));
        Append(details, FailureText.Trace(result.Exception));
        foreach (var definition in outcome.Status == TestStepResultStatus.AMBIGUOUS ? decisive!.Definitions : [])
            Append(details, $"{SourceWords.Of(definition.SourceReference)}: {definition.Pattern.Source}");
        foreach (var snippet in outcome.Status == TestStepResultStatus.UNDEFINED ? decisive!.Snippets : [])
            Append(details, snippet.Code);
        return details.ToString();
    }

    private static string StepsOf(ScenarioOutcome outcome)
    {
        var output = new StringBuilder();
        foreach (var attempt in outcome.Attempts)
        {
            if (outcome.Attempts.Count > 1)
                output.Append('\n').Append(System.Globalization.CultureInfo.InvariantCulture, $"Attempt {attempt.Started.Attempt + 1}: {attempt.Status.Word()}");
            foreach (var step in attempt.Steps.Where(step => step.Hook is null || step.Status != TestStepResultStatus.PASSED))
                output.Append('\n').Append(System.Globalization.CultureInfo.InvariantCulture, $"{step.Status.Word(),-9} {TextOf(step)}");
        }

        return output.Length > 0 ? output.Append('\n').ToString() : "";
    }

    private static string TextOf(StepOutcome step) =>
        step.Pickle?.Text ?? $"hook {HookWords.When(step.Hook)} {step.Hook?.Name} {SourceWords.Of(step.Hook?.SourceReference)}";

    private static void Append(StringBuilder details, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            details.Append(text.TrimEnd()).Append('\n');
    }
}
