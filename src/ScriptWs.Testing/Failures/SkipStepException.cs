namespace ScriptWs.Testing;

/// <summary>Thrown by a step that cannot be run here: the rest of its scenario is skipped, with the reason, and the run goes on.</summary>
public sealed class SkipStepException(string reason) : Exception(reason);
