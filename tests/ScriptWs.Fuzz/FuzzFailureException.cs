namespace ScriptWs.Fuzz;

/// <summary>Something does not hold that must hold for each input.</summary>
public sealed class FuzzFailureException(string message) : Exception(message);
