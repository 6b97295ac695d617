namespace ScriptWs.Testing;

/// <summary>A run cannot begin: a file, a steps file or an expression is wrong. The message says where, what and what to do.</summary>
public sealed class FeatureRunException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public FeatureRunException(string message) : base(message)
    {
    }

    /// <summary>Says what is wrong, and why.</summary>
    public FeatureRunException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
