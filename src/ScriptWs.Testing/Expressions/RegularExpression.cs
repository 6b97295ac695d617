using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Expressions;

/// <summary>A regular expression as the pattern of a step; a group that is a parameter type's pattern is converted like it.</summary>
internal sealed class RegularExpression : IStepPattern
{
    private readonly StepRegex _regex;
    private readonly List<ParameterType?> _types;

    /// <param name="source">The expression.</param>
    /// <param name="types">What its groups may be converted to.</param>
    /// <param name="options">Its flags.</param>
    /// <param name="matchesWholeText">Whether it has to match the whole text of a step, as if it were anchored.</param>
    /// <exception cref="ExpressionException">The expression is malformed.</exception>
    public RegularExpression(string source, ParameterTypes types, RegexOptions options = RegexOptions.None, bool matchesWholeText = false)
    {
        Source = source;
        _regex = new StepRegex(matchesWholeText ? StepRegex.Whole(source) : source, options);
        _types = [.. _regex.GroupSources.Select(types.FindByPattern)];
    }

    public string Source { get; }

    public Regex Regex => _regex.Regex;

    public int Parameters => _types.Count;

    public StepDefinitionPatternType Type => StepDefinitionPatternType.REGULAR_EXPRESSION;

    public IReadOnlyList<StepArgument>? Match(string text) =>
        _regex.Match(text) is { } groups ? [.. groups.Select((group, i) => new StepArgument(group, _types[i]))] : null;
}
