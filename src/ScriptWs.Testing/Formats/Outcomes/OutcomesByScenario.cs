using Io.Cucumber.Messages.Types;
using GherkinScenario = Io.Cucumber.Messages.Types.Scenario;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>Finds what became of the scenarios, rules and features of a document.</summary>
internal sealed class OutcomesByScenario(IEnumerable<ScenarioOutcome> outcomes)
{
    private readonly ILookup<string, ScenarioOutcome> _byScenario = outcomes.ToLookup(outcome => outcome.ScenarioId);

    /// <summary>One outcome for a plain scenario, one for each row of an outline, none when it was left out of the run.</summary>
    public IEnumerable<ScenarioOutcome> Of(GherkinScenario scenario) => _byScenario[scenario.Id];

    public ScenarioOutcome? Of(GherkinScenario scenario, TableRow row) => Of(scenario).FirstOrDefault(outcome => outcome.RowId == row.Id);

    public IEnumerable<ScenarioOutcome> Of(Rule rule) =>
        from child in rule.Children where child.Scenario is not null from outcome in Of(child.Scenario) select outcome;

    public IEnumerable<ScenarioOutcome> Of(Feature feature) =>
        from child in feature.Children
        from outcome in child.Rule is not null ? Of(child.Rule) : child.Scenario is not null ? Of(child.Scenario) : []
        select outcome;
}
