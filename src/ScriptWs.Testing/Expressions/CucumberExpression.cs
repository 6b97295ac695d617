using System.Text;
using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Expressions;

/// <summary>A Cucumber expression: text with <c>{parameters}</c>, <c>(optional)</c> parts and <c>this/that</c>.</summary>
internal sealed class CucumberExpression : IStepPattern
{
    private readonly List<ParameterType> _parameters = [];
    private readonly StepRegex _regex;

    /// <exception cref="ExpressionException">The expression is malformed.</exception>
    /// <exception cref="UndefinedParameterTypeException">It names a parameter type that is not defined.</exception>
    public CucumberExpression(string source, ParameterTypes types)
    {
        Source = source;
        var pattern = new StringBuilder("^");
        foreach (var node in ExpressionParser.Parse(source)) Write(node, pattern, types);
        _regex = new StepRegex(pattern.Append('$').ToString());
    }

    public string Source { get; }

    public Regex Regex => _regex.Regex;

    public int Parameters => _parameters.Count;

    public StepDefinitionPatternType Type => StepDefinitionPatternType.CUCUMBER_EXPRESSION;

    public IReadOnlyList<StepArgument>? Match(string text) =>
        _regex.Match(text) is { } groups ? [.. groups.Select((group, i) => new StepArgument(group, _parameters[i]))] : null;

    private void Write(ExpressionNode node, StringBuilder pattern, ParameterTypes types)
    {
        switch (node.Kind)
        {
            case ExpressionNodeKind.Text:
                pattern.Append(Escape(node.Text));
                break;
            case ExpressionNodeKind.Optional:
                WriteAll(node.Children, "(?:", "", ")?");
                break;
            case ExpressionNodeKind.Alternation:
                WriteAll(node.Children, "(?:", "|", ")");
                break;
            case ExpressionNodeKind.Alternative:
                WriteAll(node.Children, "", "", "");
                break;
            default:
                var type = types.Find(node.Text) ?? throw new UndefinedParameterTypeException(Source, node.Text);
                _parameters.Add(type);
                pattern.Append(type.Patterns is [var only] ? $"({only})" : $"((?:{string.Join(")|(?:", type.Patterns)}))");
                break;
        }

        void WriteAll(IReadOnlyList<ExpressionNode> nodes, string before, string between, string after)
        {
            pattern.Append(before);
            foreach (var (i, child) in nodes.Index())
            {
                if (i > 0) pattern.Append(between);
                Write(child, pattern, types);
            }

            pattern.Append(after);
        }
    }

    private static string Escape(string text) => Regex.Escape(text).Replace("]", "\\]", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);
}
