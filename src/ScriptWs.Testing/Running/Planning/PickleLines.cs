using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Running;

/// <summary>Where the scenarios of one document stand, and names that tell the rows of an outline apart.</summary>
internal sealed class PickleLines
{
    private readonly Dictionary<string, List<int>> _lines = [];
    private readonly Dictionary<string, string> _rows = [];
    private readonly HashSet<string> _varying = [];

    public PickleLines(GherkinDocument document)
    {
        if (document.Feature is not { } feature) return;
        var featureLine = (int)feature.Location.Line;
        foreach (var child in feature.Children)
        {
            if (child.Scenario is { } scenario) Add(scenario, [featureLine]);
            foreach (var inner in child.Rule?.Children ?? [])
                if (inner.Scenario is { } ruled) Add(ruled, [featureLine, (int)child.Rule!.Location.Line]);
        }
    }

    public IEnumerable<int> Of(Pickle pickle) => pickle.AstNodeIds.SelectMany(id => _lines.GetValueOrDefault(id, []));

    /// <summary>The scenario's name, with the row's cells when all rows have the same name.</summary>
    public string NameOf(Pickle pickle)
    {
        if (pickle.AstNodeIds.Count < 2 || _varying.Contains(pickle.AstNodeIds[0])) return pickle.Name;
        return $"{pickle.Name} ({_rows[pickle.AstNodeIds[1]]})";
    }

    private void Add(Io.Cucumber.Messages.Types.Scenario scenario, List<int> around)
    {
        _lines[scenario.Id] = [.. around, (int)scenario.Location.Line];
        if (scenario.Examples.SelectMany(examples => examples.TableHeader?.Cells ?? []).All(cell => scenario.Name.Contains($"<{cell.Value}>", StringComparison.Ordinal))) _varying.Add(scenario.Id);
        foreach (var examples in scenario.Examples)
        {
            foreach (var row in examples.TableBody)
            {
                _lines[row.Id] = [(int)row.Location.Line];
                _rows[row.Id] = string.Join(", ", row.Cells.Select(cell => cell.Value));
            }
        }
    }
}
