namespace ScriptWs.Http.Admin;

/// <summary>What was asked for cannot be done; the message is for who asked.</summary>
internal sealed class AdminException(string message, Exception? inner = null) : Exception(message, inner);
