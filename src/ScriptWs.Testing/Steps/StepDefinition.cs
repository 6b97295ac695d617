using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Expressions;

namespace ScriptWs.Testing.Steps;

/// <summary>One step that features can use.</summary>
/// <param name="Pattern">What it matches.</param>
/// <param name="Source">Where it is defined.</param>
/// <param name="Body">Runs it.</param>
/// <param name="Keyword">The kind of keyword it must stand behind; <c>null</c> for any.</param>
/// <param name="Timeout">How long it may take; <c>null</c> for the run's timeout.</param>
/// <param name="Group">What it is listed under; <c>null</c>: the file that defines it.</param>
internal sealed record StepDefinition(
    IStepPattern Pattern, SourceReference Source, StepBody Body, PickleStepType? Keyword = null, TimeSpan? Timeout = null, string? Group = null)
{
    /// <summary>How many parameters its method has; <c>null</c> when it takes any number of arguments.</summary>
    public int? Parameters { get; init; }

    /// <summary>What messages call it.</summary>
    public string Id { get; set; } = "";
}
