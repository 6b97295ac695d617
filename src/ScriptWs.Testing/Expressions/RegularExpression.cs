using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Expressions;

/// <summary>A regular expression as the pattern of a step; a group that is a parameter type's pattern is converted like it.</summary>
internal sealed class RegularExpression : IStepPattern
{
    private readonly StepRegex _regex;
    private readonly List<ParameterType?> _types;

    /// <exception cref="ExpressionException">The expression is malformed.</exception>
    public RegularExpression(string source, ParameterTypes types, RegexOptions options = RegexOptions.None)
    {
        Source = source;
        _regex = new StepRegex(source, options);
        _types = [.. _regex.GroupSources.Select(types.FindByPattern)];
    }

    public string Source { get; }

    public StepDefinitionPatternType Type => StepDefinitionPatternType.REGULAR_EXPRESSION;

    public IReadOnlyList<StepArgument>? Match(string text) =>
        _regex.Match(text) is { } groups ? [.. groups.Select((group, i) => new StepArgument(group, _types[i]))] : null;
}
