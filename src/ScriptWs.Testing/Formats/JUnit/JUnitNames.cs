using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;
using GherkinScenario = Io.Cucumber.Messages.Types.Scenario;

namespace ScriptWs.Testing.Formats.JUnit;

/// <summary>
/// Names cases so that a CI system can tell them apart: <c>Rule: Scenario</c>, for a row of Examples with the table's and
/// the row's number and its values.
/// </summary>
internal sealed class JUnitNames
{
    private const int MaxValues = 80;

    private readonly Dictionary<string, string> _ruleOfScenario = [];
    private readonly Dictionary<string, string> _rows = [];
    private readonly HashSet<(string Uri, string Name)> _taken = [];

    public JUnitNames(IEnumerable<GherkinDocument> documents)
    {
        foreach (var child in documents.SelectMany(document => document.Feature?.Children ?? []))
        {
            AddRows(child.Scenario);
            foreach (var inner in child.Rule?.Children ?? [])
            {
                AddRows(inner.Scenario);
                if (inner.Scenario is not null)
                    _ruleOfScenario[inner.Scenario.Id] = $"{child.Rule!.Name}: ";
            }
        }
    }

    public string Of(ScenarioOutcome outcome)
    {
        var wanted = _ruleOfScenario.GetValueOrDefault(outcome.ScenarioId, "") + outcome.Pickle.Name
            + (outcome.RowId is null ? "" : _rows.GetValueOrDefault(outcome.RowId, ""));
        var name = wanted;
        for (var number = 2; !_taken.Add((outcome.Pickle.Uri, name)); number++)
            name = $"{wanted} ({number})";
        return name;
    }

    private void AddRows(GherkinScenario? scenario)
    {
        foreach (var (table, examples) in (scenario?.Examples ?? []).Index())
        {
            foreach (var (index, row) in examples.TableBody.Index())
            {
                var values = string.Join(", ", row.Cells.Select(cell => cell.Value));
                _rows[row.Id] = $" #{table + 1}.{index + 1} ({(values.Length > MaxValues ? values[..MaxValues] + "…" : values)})";
            }
        }
    }
}
