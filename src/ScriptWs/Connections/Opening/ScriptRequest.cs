using ScriptWs.Routing;

namespace ScriptWs.Connections;

/// <summary>A plain HTTP request for a script; immutable.</summary>
/// <param name="Method">The method, in the client's case.</param>
/// <param name="Path">The path, decoded and without dot segments.</param>
/// <param name="Query">What followed <c>?</c>, without it; empty when nothing did.</param>
/// <param name="Headers">Header fields by lower-case name; repeated fields are joined with <c>", "</c>.</param>
/// <param name="RemoteAddress">The client's IP address in text form; empty when there is none.</param>
/// <param name="User">Who the client is; <c>null</c> when it is not known.</param>
/// <param name="Body">The body.</param>
internal sealed record ScriptRequest(
    string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string RemoteAddress, ConnectionUser? User, ReadOnlyMemory<byte> Body)
{
    /// <summary>What the parameters of the endpoint's path are, decoded, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = RouteParameters.None;

    /// <summary>Whether it came over TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Whether asking twice does no more than asking once (RFC 9110 §9.2.1).</summary>
    public bool IsSafe => Method is "GET" or "HEAD";
}
