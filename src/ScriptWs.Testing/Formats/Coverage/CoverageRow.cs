using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Coverage;

/// <summary>A clause, how strongly it speaks, and the scenarios that show it; rows of one outline stand together.</summary>
internal sealed record CoverageRow(Clause Clause, string? Strength, IReadOnlyList<IReadOnlyList<ScenarioOutcome>> Scenarios)
{
    private static readonly string?[] StrongestFirst = ["must", "should", "may", null];

    /// <summary>The worst of the scenarios: a clause is kept only if all of them pass.</summary>
    public TestStepResultStatus Status => Scenarios.SelectMany(rows => rows).Max(outcome => outcome.Status);

    /// <summary>Every clause that tags name, in the order of the RFCs.</summary>
    public static List<CoverageRow> Of(IEnumerable<ScenarioOutcome> outcomes) =>
    [
        .. from outcome in outcomes
           from tag in ClauseTag.Of([.. outcome.Pickle.Tags.Select(tag => tag.Name)])
           where tag.Clause.Number is not null
           group outcome by tag into ofClause
           orderby ofClause.Key.Clause, Array.IndexOf(StrongestFirst, ofClause.Key.Strength)
           let scenarios = ofClause.GroupBy(outcome => outcome.ScenarioId).Select(rows => (IReadOnlyList<ScenarioOutcome>)[.. rows])
           select new CoverageRow(ofClause.Key.Clause, ofClause.Key.Strength, [.. scenarios]),
    ];
}
