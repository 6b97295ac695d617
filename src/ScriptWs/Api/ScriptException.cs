namespace ScriptWs;

/// <summary>
/// An error that a script may see: it becomes an <c>Error</c> with the message and the code. Of every other exception a script
/// learns only which function failed, and the log has the rest.
/// </summary>
public sealed class ScriptException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public ScriptException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message of the script's Error.</param>
    public ScriptException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a cause, which scripts do not see.</summary>
    /// <param name="message">The message of the script's Error.</param>
    /// <param name="innerException">The cause.</param>
    public ScriptException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a code.</summary>
    /// <param name="message">The message of the script's Error.</param>
    /// <param name="code">Its property <c>code</c>, by which scripts tell errors apart; <c>null</c> for none.</param>
    /// <param name="innerException">The cause, which scripts do not see.</param>
    public ScriptException(string message, string? code, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>The property <c>code</c> of the script's Error; <c>null</c> for none.</summary>
    public string? Code { get; }
}
