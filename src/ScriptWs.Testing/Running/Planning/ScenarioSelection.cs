using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Expressions;
using ScriptWs.Testing.Features;

namespace ScriptWs.Testing.Running;

/// <summary>Chooses scenarios by tags and lines, and puts them in order.</summary>
internal sealed class ScenarioSelection(TagExpression tags, IReadOnlyList<FeaturePath> paths)
{
    private const string Slow = "@slow";

    /// <exception cref="FeatureRunException">A line that was named holds no scenario.</exception>
    public IEnumerable<Scenario> Choose(IReadOnlyList<FeatureFile> files, FeatureRunOptions options)
    {
        var chosen = files.Zip(paths).SelectMany(pair => Choose(pair.First, pair.Second)).ToList();
        // Who begins last and takes long would run alone at the end, while the other processors have nothing to do.
        if (options is { Order: ScenarioOrder.Defined, Parallel: > 1 }) chosen = [.. chosen.OrderByDescending(scenario => scenario.Tags.Contains(Slow))];
        if (options.Order == ScenarioOrder.Reverse) chosen.Reverse();
        if (options.Order == ScenarioOrder.Random) new Random(options.Seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chosen));
        return chosen;
    }

    private IEnumerable<Scenario> Choose(FeatureFile file, FeaturePath path)
    {
        if (file.Document?.Feature is not { } feature) return [];

        var lines = new PickleLines(file.Document);
        foreach (var line in path.Lines.Where(line => !file.Pickles.Any(pickle => lines.Of(pickle).Contains(line))))
            throw new FeatureRunException($"{path.Uri}:{line}: no scenario begins on this line; name the line of a Scenario, a Rule, a Feature or a row of Examples.");

        return from pickle in file.Pickles
               where tags.Matches(pickle.Tags.Select(tag => tag.Name).ToHashSet(StringComparer.Ordinal))
               where path.Lines.Count == 0 || lines.Of(pickle).Any(path.Lines.Contains)
               select new Scenario(pickle, feature.Name, lines.NameOf(pickle));
    }
}
