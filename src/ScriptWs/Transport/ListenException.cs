namespace ScriptWs.Transport;

/// <summary>An address cannot be listened on; the message is for the user.</summary>
internal sealed class ListenException(string message, Exception? inner = null) : Exception(message, inner);
