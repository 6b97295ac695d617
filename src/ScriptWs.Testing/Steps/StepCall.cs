using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Expressions;

namespace ScriptWs.Testing.Steps;

/// <summary>What a step or hook is called with.</summary>
/// <param name="World">The world of the scenario that runs, or of the run as a whole.</param>
/// <param name="Arguments">What the parameters of its pattern matched.</param>
/// <param name="Block">The data table or doc string below the step.</param>
internal sealed record StepCall(World World, IReadOnlyList<StepArgument> Arguments, PickleStepArgument? Block);
