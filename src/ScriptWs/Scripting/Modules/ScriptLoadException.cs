namespace ScriptWs.Scripting;

/// <summary>A script does not load; the message is whole and for people: where, what, what to do.</summary>
internal sealed class ScriptLoadException(string message, Exception? inner = null) : Exception(message, inner);
