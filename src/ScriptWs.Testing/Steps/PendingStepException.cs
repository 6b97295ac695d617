namespace ScriptWs.Testing;

/// <summary>Thrown by a step that is not written yet: the scenario is pending, which fails the run.</summary>
public sealed class PendingStepException(string message = "This step is not written yet.") : Exception(message);
