using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Expressions;

namespace ScriptWs.Testing.Steps;

/// <summary>One hook.</summary>
/// <param name="Type">When it runs.</param>
/// <param name="Tags">For which scenarios.</param>
/// <param name="Source">Where it is defined.</param>
/// <param name="Body">Runs it.</param>
/// <param name="Name">What reports call it.</param>
/// <param name="Order">Lower comes first.</param>
/// <param name="Timeout">How long it may take; <c>null</c> for the run's timeout.</param>
/// <param name="IsPerWorker">Whether a hook of the whole run runs for every worker: its steps share nothing with those of others.</param>
internal sealed record HookDefinition(
    HookType Type, TagExpression Tags, SourceReference Source, StepBody Body, string? Name = null, int Order = 10_000, TimeSpan? Timeout = null,
    bool IsPerWorker = false)
{
    /// <summary>What messages call it.</summary>
    public string Id { get; set; } = "";
}
