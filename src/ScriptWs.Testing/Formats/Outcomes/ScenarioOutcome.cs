using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>What became of one scenario, or of one row of the Examples of an outline.</summary>
internal sealed record ScenarioOutcome(Pickle Pickle, IReadOnlyList<AttemptOutcome> Attempts)
{
    /// <summary>The last attempt, which decides.</summary>
    public AttemptOutcome? Last => Attempts.Count > 0 ? Attempts[^1] : null;

    public TestStepResultStatus Status => Last?.Status ?? TestStepResultStatus.UNKNOWN;

    /// <summary>The id of the scenario in its document.</summary>
    public string ScenarioId => Pickle.AstNodeIds[0];

    /// <summary>The id of the row of Examples, if the scenario is an outline.</summary>
    public string? RowId => Pickle.AstNodeIds.Count > 1 ? Pickle.AstNodeIds[^1] : null;
}
