using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>One step, or one hook, of one attempt to run a scenario.</summary>
internal sealed record StepOutcome(TestStep Step, PickleStep? Pickle, Hook? Hook)
{
    public TestStepResult? Result { get; init; }

    public required IReadOnlyList<Attachment> Attachments { get; init; }

    /// <summary>The step definitions that match; more than one is ambiguous.</summary>
    public required IReadOnlyList<StepDefinition> Definitions { get; init; }

    /// <summary>Code that would define a step that is undefined.</summary>
    public required IReadOnlyList<Snippet> Snippets { get; init; }

    public TestStepResultStatus Status => Result?.Status ?? TestStepResultStatus.UNKNOWN;

    /// <summary>The parts of the text that were matched as parameters, when exactly one definition matches.</summary>
    public IReadOnlyList<StepMatchArgument> Arguments =>
        Step.StepMatchArgumentsLists is [var only] ? only.StepMatchArguments : [];
}
