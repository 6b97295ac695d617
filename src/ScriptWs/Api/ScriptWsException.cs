namespace ScriptWs;

/// <summary>A problem that the user of the server can fix. The message is complete and meant for people.</summary>
public sealed class ScriptWsException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public ScriptWsException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ScriptWsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public ScriptWsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
