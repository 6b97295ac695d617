namespace ScriptWs.Outgoing;

/// <summary>A request that was refused or failed, in words for the script.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="name">The name of the error in scripts: <c>TypeError</c>, or that of a DOMException.</param>
internal sealed class OutgoingException(string message, string name = OutgoingException.TypeError) : Exception(message)
{
    public const string TypeError = "TypeError";

    public const string Timeout = "TimeoutError";

    public const string Abort = "AbortError";

    /// <summary>The name of the error in scripts.</summary>
    public string Name { get; } = name;
}
