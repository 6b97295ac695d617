using Cucumber.Messages;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>One attempt to run a scenario; there are several when failures are retried.</summary>
internal sealed record AttemptOutcome(
    TestCaseStarted Started, TestCaseFinished? Finished, IReadOnlyList<StepOutcome> Steps, IReadOnlyList<Attachment> Attachments)
{
    /// <summary>The worst of its steps; unknown when nothing was shown, because it has no step or did not end.</summary>
    public TestStepResultStatus Status => Steps.Select(step => step.Status).DefaultIfEmpty().Max() is var worst
        && worst == TestStepResultStatus.PASSED && (Finished is null || Steps.Any(step => step.Result is null))
            ? TestStepResultStatus.UNKNOWN
            : worst;

    /// <summary>The step that decided the status.</summary>
    public StepOutcome? Decisive => Steps.FirstOrDefault(step => step.Status == Status);

    public TimeSpan Duration => Finished is null
        ? TimeSpan.Zero
        : Converters.ToDateTime(Finished.Timestamp) - Converters.ToDateTime(Started.Timestamp);
}
