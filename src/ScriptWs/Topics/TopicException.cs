namespace ScriptWs.Topics;

/// <summary>A history or a list of who is present could not be written or read. Scripts see the message.</summary>
internal sealed class TopicException(string message, Exception? cause = null) : Exception(message, cause);
