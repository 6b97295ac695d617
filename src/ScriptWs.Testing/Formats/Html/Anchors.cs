using System.Text;
using Io.Cucumber.Messages.Types;
using GherkinScenario = Io.Cucumber.Messages.Types.Scenario;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>
/// Gives features, rules and scenarios the names that links use: made of their titles, so that a link lives as long as the title.
/// </summary>
internal sealed class Anchors
{
    private const int MaxLength = 80;

    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<string, string> _byId = [];

    public Anchors(IEnumerable<GherkinDocument> documents)
    {
        foreach (var document in documents.Where(document => document.Feature is not null))
        {
            var feature = _byId[document.Uri] = Take(Slug(document.Feature.Name, "feature"));
            foreach (var child in document.Feature.Children)
            {
                if (child.Rule is { } rule)
                {
                    _byId[rule.Id] = Take($"{feature}--{Slug(rule.Name, "rule")}");
                    foreach (var ruleChild in rule.Children)
                        Add(feature, ruleChild.Scenario);
                }

                Add(feature, child.Scenario);
            }
        }
    }

    /// <summary>The anchor of a rule or scenario by its id, of a feature by the path of its file.</summary>
    public string Of(string id) => _byId[id];

    /// <summary>Whether there is something to link to.</summary>
    public bool Has(string id) => _byId.ContainsKey(id);

    private void Add(string feature, GherkinScenario? scenario)
    {
        if (scenario is not null)
            _byId[scenario.Id] = Take($"{feature}--{Slug(scenario.Name, "scenario")}");
    }

    private string Take(string wanted)
    {
        var name = wanted;
        for (var number = 2; !_taken.Add(name); number++)
            name = $"{wanted}-{number}";
        return name;
    }

    // Letters and digits only: nothing that a title holds can be an address, markup or one of the page's own ids, which begin with "_".
    private static string Slug(string title, string otherwise)
    {
        var slug = new StringBuilder();
        foreach (var rune in title.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar))
        {
            if (Rune.IsLetterOrDigit(rune))
                slug.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length >= MaxLength)
                break;
        }

        return slug.ToString().Trim('-') is { Length: > 0 } text ? text : otherwise;
    }
}
