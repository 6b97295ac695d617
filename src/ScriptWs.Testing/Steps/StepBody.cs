namespace ScriptWs.Testing.Steps;

/// <summary>Runs a step or a scenario's hook.</summary>
internal delegate ValueTask<StepOutcome> StepBody(StepCall call);
