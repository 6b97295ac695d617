using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Features;

/// <summary>
/// Scenarios of one rule that have the same name: reports, links and test runners could not tell them apart. Gherkin
/// itself allows it, so they run all the same.
/// </summary>
internal static class DuplicateNames
{
    public static IEnumerable<ParseError> Find(GherkinDocument document)
    {
        if (document.Feature is not { } feature) yield break;

        var scopes = feature.Children.Where(child => child.Rule is not null)
            .Select(child => child.Rule.Children.Select(inner => inner.Scenario))
            .Prepend(feature.Children.Select(child => child.Scenario));
        foreach (var scope in scopes)
        {
            var seen = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var scenario in scope.Where(scenario => scenario is not null && scenario.Name != ""))
            {
                if (seen.TryAdd(scenario.Name, scenario.Location.Line)) continue;
                yield return new ParseError(
                    new SourceReference(document.Uri, null!, null!, scenario.Location),
                    $"({scenario.Location.Line}:{scenario.Location.Column}): the scenario \"{scenario.Name}\" has the name of the one on line {seen[scenario.Name]}; give it a name of its own");
            }
        }
    }
}
