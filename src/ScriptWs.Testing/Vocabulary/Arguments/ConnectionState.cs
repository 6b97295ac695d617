namespace ScriptWs.Testing.Vocabulary.Arguments;

/// <summary>How a scenario says that a connection is.</summary>
internal abstract record ConnectionState
{
    internal sealed record Open : ConnectionState;

    /// <summary>Ended without an answer to its first request.</summary>
    internal sealed record Refused : ConnectionState;

    /// <param name="Code">The status code; 1006 without a Close frame.</param>
    /// <param name="Reason">The reason; <c>null</c>: whatever it is.</param>
    internal sealed record Closed(int Code, string? Reason) : ConnectionState;
}
