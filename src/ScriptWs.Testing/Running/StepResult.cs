using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Failures;

namespace ScriptWs.Testing.Running;

/// <summary>What a step or hook came to.</summary>
internal sealed record StepResult(TestStepResultStatus Status, TimeSpan Duration, string? Message = null, System.Exception? Error = null)
{
    public static readonly StepResult Skipped = new(TestStepResultStatus.SKIPPED, TimeSpan.Zero);
    public static readonly StepResult Undefined = new(TestStepResultStatus.UNDEFINED, TimeSpan.Zero);

    /// <summary>Whether the step was left behind: it may still run, and its worker's engine with it.</summary>
    public bool WasLeftBehind { get; init; }

    /// <summary>Whether a run with it is a success.</summary>
    public bool IsFine => Status is TestStepResultStatus.PASSED or TestStepResultStatus.SKIPPED;

    public TestStepResult ToMessage() => new(
        Cucumber.Messages.Converters.ToDuration(Duration), Message!, Status,
        Error is null ? null! : new Io.Cucumber.Messages.Types.Exception(ErrorText.TypeOf(Error), Error.Message, ErrorText.Of(Error)));
}
