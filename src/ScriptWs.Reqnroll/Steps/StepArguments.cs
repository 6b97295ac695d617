using System.Text.RegularExpressions;
using Reqnroll.Bindings;
using Reqnroll.Infrastructure;
using ScriptWs.ReqnrollPlugin.JavaScript;
using ScriptWs.Testing;

namespace ScriptWs.ReqnrollPlugin.Steps;

/// <summary>Takes the arguments of a step out of its text.</summary>
internal sealed partial class StepArguments : IMatchArgumentCalculator
{
    private static readonly string BuiltIn = typeof(World).Assembly.GetName().Name!;

    private readonly MatchArgumentCalculator _reqnroll = new();

    public MatchArgument[] CalculateArguments(Match match, StepInstance stepInstance, IStepDefinitionBinding stepDefinitionBinding)
    {
        if (stepDefinitionBinding is ScriptStepBinding script) return script.ArgumentsOf(stepInstance);

        var arguments = _reqnroll.CalculateArguments(match, stepInstance, stepDefinitionBinding);
        return stepDefinitionBinding.Method.Type.AssemblyName == BuiltIn ? WithoutEscapes(arguments, stepDefinitionBinding.SourceExpression) : arguments;
    }

    /// <summary>Cucumber lets a {string} contain its quotation mark behind a backslash. Reqnroll keeps the backslash; built-in steps mean the mark.</summary>
    private static MatchArgument[] WithoutEscapes(MatchArgument[] arguments, string expression)
    {
        foreach (var (index, parameter) in Parameter().Matches(expression).Index())
        {
            if (parameter.Value == "{string}" && index < arguments.Length && arguments[index] is { Value: string text } argument)
                arguments[index] = new MatchArgument(Escape().Replace(text, "$1"), argument.StartOffset);
        }

        return arguments;
    }

    [GeneratedRegex(@"\{\w*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("""\\(["'])""")]
    private static partial Regex Escape();
}
