using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>Finds the keyword and the line of a step, and the feature of a scenario.</summary>
internal sealed class StepPlaces
{
    private readonly Dictionary<string, Step> _steps = [];
    private readonly Dictionary<string, string> _features = [];

    public void Take(GherkinDocument document)
    {
        if (document.Feature is not { } feature) return;
        _features[document.Uri] = feature.Name;
        foreach (var child in feature.Children)
        {
            Take(child.Background?.Steps ?? child.Scenario?.Steps);
            foreach (var inner in child.Rule?.Children ?? []) Take(inner.Background?.Steps ?? inner.Scenario?.Steps);
        }
    }

    public string FeatureOf(Pickle pickle) => _features.GetValueOrDefault(pickle.Uri, pickle.Uri);

    /// <summary>The step as it is written, and <c>file:line</c>.</summary>
    public (string Text, string Place) Of(Pickle pickle, PickleStep step) => _steps.TryGetValue(step.AstNodeIds[0], out var written)
        ? ($"{written.Keyword}{step.Text}", $"{pickle.Uri}:{written.Location.Line}")
        : (step.Text, pickle.Uri);

    private void Take(IEnumerable<Step>? steps)
    {
        foreach (var step in steps ?? []) _steps[step.Id] = step;
    }
}
