using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>
/// A method that runs a step. The pattern is a Cucumber expression (<c>{name} sends {string}</c>), or a regular expression
/// when it begins with <c>^</c> or ends with <c>$</c>. A data table or doc string is the last argument.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class StepAttribute : Attribute
{
    private protected StepAttribute(string pattern, PickleStepType? keyword)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        (Pattern, Keyword) = (pattern, keyword);
    }

    /// <summary>The text that the step matches.</summary>
    public string Pattern { get; }

    /// <summary>How many seconds the step may take, in real time. Default 0: what the run allows (<see cref="FeatureRunOptions.StepTimeout"/>).</summary>
    public int TimeoutSeconds { get; set; }

    /// <summary>The kind of keyword that the step must stand behind; <c>null</c> for any.</summary>
    internal PickleStepType? Keyword { get; }
}
