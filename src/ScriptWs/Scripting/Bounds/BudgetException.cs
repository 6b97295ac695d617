namespace ScriptWs.Scripting;

/// <summary>A turn, or the loading of a script, took too long. The message names the setting.</summary>
internal sealed class BudgetException(string message) : TimeoutException(message);
