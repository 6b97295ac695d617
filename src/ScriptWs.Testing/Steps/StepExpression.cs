using Io.Cucumber.Messages.Types;
using Reqnroll.Bindings;
using Reqnroll.Bindings.CucumberExpressions;
using ScriptWs.Testing.Expressions;

namespace ScriptWs.Testing.Steps;

/// <summary>Reads the expression of an attribute as Reqnroll does, so that a step matches the same texts in both engines.</summary>
internal static class StepExpression
{
    private static readonly CucumberExpressionDetector Detector = new();

    /// <exception cref="ExpressionException">The expression is malformed.</exception>
    public static IStepPattern Read(StepDefinitionBaseAttribute attribute, ParameterTypes types) =>
        attribute.ExpressionType == ExpressionType.CucumberExpression
        || (attribute.ExpressionType == ExpressionType.Unspecified && Detector.IsCucumberExpression(attribute.Expression))
            ? new CucumberExpression(attribute.Expression, types)
            : new RegularExpression(attribute.Expression, types, matchesWholeText: true);

    /// <summary>The kinds of keyword that the step may follow; <c>null</c> for any.</summary>
    public static IEnumerable<PickleStepType?> KeywordsOf(StepDefinitionBaseAttribute attribute) =>
        attribute.Types.Distinct().Count() == Enum.GetValues<StepDefinitionType>().Length ? [null] : attribute.Types.Distinct().Select(KeywordOf);

    private static PickleStepType? KeywordOf(StepDefinitionType type) => type switch
    {
        StepDefinitionType.Given => PickleStepType.CONTEXT,
        StepDefinitionType.When => PickleStepType.ACTION,
        _ => PickleStepType.OUTCOME,
    };
}
