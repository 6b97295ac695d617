namespace ScriptWs.PlainHttp;

/// <summary>What the server's rules say to a plain HTTP request.</summary>
/// <param name="Answer">The answer, which ends it; <c>null</c> when the request may be served.</param>
/// <param name="Address">The client's address, which is not the wire's behind a proxy; empty when there is none.</param>
/// <param name="User">Who the client is; <c>null</c> when it is not known.</param>
/// <param name="Headers">Header fields for whatever answers: who may read it (the Fetch standard's CORS protocol).</param>
public sealed record PlainVerdict(PlainAnswer? Answer, string Address, ScriptWsUser? User, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>
    /// Whether the client is a program of this machine: no address but its own, nothing that a proxy wrote, and the server
    /// called by a name that only this machine has.
    /// </summary>
    public bool IsThisMachine { get; init; }
}
