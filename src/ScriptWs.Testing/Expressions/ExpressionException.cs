namespace ScriptWs.Testing.Expressions;

/// <summary>A Cucumber expression, a regular expression or a tag expression that cannot be read; the message points at the place.</summary>
public sealed class ExpressionException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public ExpressionException(string message) : base(message)
    {
    }

    /// <summary>Says what is wrong, and why.</summary>
    public ExpressionException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Points at a place in an expression.</summary>
    internal static ExpressionException At(string expression, int index, string problem, string remedy) =>
        new($"\"{expression}\", column {index + 1}: {problem}; {remedy}.");
}
