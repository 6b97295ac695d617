using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ScriptWs.Testing.Expressions;

/// <summary>The parameter types that expressions may name: those that Cucumber defines, and those that steps add.</summary>
internal sealed class ParameterTypes
{
    private const string Integer = @"-?\d+";
    private const string Fraction = @"(?=.*\d.*)[-+]?\d*(?:\.(?=\d.*))?\d*(?:\d+[E][+-]?\d+)?";

    private readonly Dictionary<string, ParameterType> _byName;

    public ParameterTypes() => _byName = BuiltIn().ToDictionary(type => type.Name);

    public IEnumerable<ParameterType> All => _byName.Values;

    public ParameterType? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The type whose pattern a group of a regular expression repeats.</summary>
    public ParameterType? FindByPattern(string pattern)
    {
        var found = _byName.Values.Where(type => type.Name != "" && type.Patterns.Contains(pattern)).ToList();
        return found.FirstOrDefault(type => type.PreferForRegularExpressions) ?? found.FirstOrDefault();
    }

    /// <exception cref="ExpressionException">The name is taken or not a name, or a pattern is malformed.</exception>
    public void Add(ParameterType type)
    {
        if (type.Name.IndexOfAny([.. "[]()$.|?*+{}/\\"]) >= 0)
            throw new ExpressionException($"{{{type.Name}}} cannot be the name of a parameter type; use a word.");
        foreach (var pattern in type.Patterns) CheckPattern(type.Name, pattern);
        if (!_byName.TryAdd(type.Name, type))
            throw new ExpressionException($"There is a parameter type {{{type.Name}}} already; choose another name.");
    }

    private static void CheckPattern(string name, string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, StepRegex.MatchTimeout);
        }
        catch (ArgumentException e)
        {
            throw new ExpressionException($"The pattern of the parameter type {{{name}}} is not a regular expression: {e.Message}", e);
        }
    }

    private static IEnumerable<ParameterType> BuiltIn() =>
    [
        new("int", [Integer, @"\d+"], groups => Whole(groups[0]!)),
        new("float", [Fraction], groups => Parse<double>("float", groups[0]!)),
        new("word", [@"[^\s]+"], groups => groups[0], UseForSnippets: false),
        new("string", ["\"([^\"\\\\]*(\\\\.[^\"\\\\]*)*)\"|'([^'\\\\]*(\\\\.[^'\\\\]*)*)'"], Unquote),
        new("", [".*"], groups => groups[0], UseForSnippets: false, PreferForRegularExpressions: true),
        new("double", [Fraction], groups => Parse<double>("double", groups[0]!), UseForSnippets: false),
        new("bigdecimal", [Fraction], groups => Parse<decimal>("bigdecimal", groups[0]!), UseForSnippets: false),
        new("byte", [Integer, @"\d+"], groups => Parse<sbyte>("byte", groups[0]!), UseForSnippets: false),
        new("short", [Integer, @"\d+"], groups => Parse<short>("short", groups[0]!), UseForSnippets: false),
        new("long", [Integer, @"\d+"], groups => Parse<long>("long", groups[0]!), UseForSnippets: false),
        new("biginteger", [Integer, @"\d+"], groups => Parse<BigInteger>("biginteger", groups[0]!), UseForSnippets: false),
    ];

    /// <summary>As small a type as holds the number: a step in JavaScript gets a number, whatever its size.</summary>
    private static object Whole(string text)
    {
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var small)) return small;
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var large)) return large;
        return double.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);
    }

    private static object Parse<T>(string name, string text)
        where T : INumber<T>
    {
        try
        {
            return T.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            throw new StepFailedException($"{text} does not fit {{{name}}}; change the number, or take {{int}} or {{float}}, which have room for it.");
        }
    }

    private static string Unquote(string?[] groups) =>
        groups[0] is { } inDouble ? inDouble.Replace("\\\"", "\"", StringComparison.Ordinal)
        : (groups.Length > 1 ? groups[1] : null)?.Replace("\\'", "'", StringComparison.Ordinal) ?? "";
}
