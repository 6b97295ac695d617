using ScriptWs.Testing.Expressions;

namespace ScriptWs.Testing.Steps;

/// <summary>A definition that a step's text matches. The position finds the same definition in another worker's library.</summary>
internal sealed record StepMatch(StepDefinition Definition, int Position, IReadOnlyList<StepArgument> Arguments);
