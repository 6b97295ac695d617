namespace ScriptWs.Scripting;

/// <summary>What a computation of the host refuses, in words for the script. .NET's own texts depend on the system.</summary>
internal sealed class OffTurnException(string message) : Exception(message);
