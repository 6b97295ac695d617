using ScriptWs.Routing;

namespace ScriptWs.Connections;

/// <summary>What a client asked for in its opening handshake; immutable.</summary>
/// <param name="Path">The path, percent-encoded as it came, without the query.</param>
/// <param name="Query">What followed <c>?</c>, without it; empty when nothing did.</param>
/// <param name="Headers">Header fields by lower-case name; repeated fields are joined with <c>", "</c>.</param>
/// <param name="Subprotocols">The subprotocols offered, in the client's order.</param>
/// <param name="RemoteAddress">The client's IP address in text form; empty when the transport has none.</param>
internal sealed record UpgradeRequest(
    string Path,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<string> Subprotocols,
    string RemoteAddress)
{
    /// <summary>The endpoint that it is for: its path or pattern, as it is configured.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>What the parameters of the endpoint's path are, decoded, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = RouteParameters.None;

    /// <summary>Who the client was authenticated as; <c>null</c> when it was not.</summary>
    public ConnectionUser? User { get; init; }

    /// <summary>Whether the wire to this server is encrypted.</summary>
    public bool IsSecure { get; init; }

    /// <summary>What the TLS handshake brought; <c>null</c> without TLS.</summary>
    public TlsInformation? Tls { get; init; }

    /// <summary>The subprotocol when neither script nor endpoint chooses one; <c>null</c> for none.</summary>
    public string? FallbackSubprotocol { get; init; }
}
