using System.Text.RegularExpressions;

namespace ScriptWs.Fuzz.Script;

/// <summary>A grammar as grammar.txt describes it, and texts that it allows.</summary>
internal sealed partial class Grammar
{
    /// <summary>Rules within rules, after which the shortest way out is taken.</summary>
    private const int MaxDepth = 7;

    private readonly Dictionary<string, List<string>> _rules;

    /// <param name="text">The rules.</param>
    /// <param name="lists">Rules that are not in the text, with their alternatives.</param>
    /// <exception cref="FormatException">An alternative names a rule that there is not.</exception>
    public Grammar(IEnumerable<string> text, params (string Name, IEnumerable<string> Alternatives)[] lists)
    {
        _rules = lists.ToDictionary(list => list.Name, list => list.Alternatives.ToList());
        List<string> rule = [];
        foreach (var line in text.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ') rule.Add(line.Trim());
            else _rules.Add(line.TrimEnd(':'), rule = []);
        }

        var names = _rules.Values.SelectMany(alternatives => alternatives).SelectMany(alternative => Reference().Matches(alternative)).Select(NameIn);
        if (names.FirstOrDefault(name => !_rules.ContainsKey(name)) is { } unknown) throw new FormatException($"there is no rule <{unknown}>");
    }

    public string Expand(Random random, string rule) => Expand(random, rule, 0);

    private string Expand(Random random, string rule, int depth)
    {
        var alternatives = _rules[rule];
        if (depth > MaxDepth) alternatives = Shortest(alternatives);
        return Reference().Replace(alternatives[random.Next(alternatives.Count)], reference => Expand(random, NameIn(reference), depth + 1));
    }

    /// <summary>Those that refer to the fewest rules.</summary>
    private static List<string> Shortest(List<string> alternatives)
    {
        var least = alternatives.Min(alternative => Reference().Count(alternative));
        return alternatives.FindAll(alternative => Reference().Count(alternative) == least);
    }

    private static string NameIn(Match reference) => reference.Groups[1].Value;

    [GeneratedRegex("<([a-zA-Z]{2,})>")]
    private static partial Regex Reference();
}
