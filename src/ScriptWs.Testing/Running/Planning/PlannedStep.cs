using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Steps;

namespace ScriptWs.Testing.Running;

/// <summary>A step or hook of a scenario that will run: a hook's position in the library, or the definitions that a step matches.</summary>
internal sealed record PlannedStep(TestStep Message, PickleStep? Step, IReadOnlyList<StepMatch> Matches, int? HookPosition, HookType? HookType);
