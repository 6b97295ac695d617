namespace ScriptWs.Testing;

/// <summary>A step found something else than it states; the message says what was expected and what was received.</summary>
public sealed class StepFailedException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public StepFailedException(string message) : base(message)
    {
    }

    /// <summary>Says what was expected, what came, and of what.</summary>
    public StepFailedException(string subject, string expected, string received)
        : base($"{subject}\nexpected: {expected}\nreceived: {received}")
    {
    }
}
