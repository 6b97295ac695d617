namespace ScriptWs.Protocol;

/// <summary>The head of one HTTP/1.1 request, checked for syntax; immutable.</summary>
/// <param name="Method">The method, in the client's case.</param>
/// <param name="Path">The path, percent-encoded as it came, without the query.</param>
/// <param name="Query">What followed <c>?</c>, without it; empty when nothing did.</param>
/// <param name="MinorVersion">The digit after <c>HTTP/1.</c>.</param>
/// <param name="Headers">
/// Header fields by lower-case name, values read as Latin-1; repeated fields are joined with <c>", "</c> (Cookie with <c>"; "</c>).
/// </param>
internal sealed record RequestHead(
    string Method,
    string Path,
    string Query,
    int MinorVersion,
    IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Whether the client asks for a WebSocket at all, well-formed or not; otherwise this is plain HTTP.</summary>
    public bool WantsWebSocket => HttpSyntax.ListContains(Header("upgrade"), "websocket");

    /// <summary>Whether the client asks what the server can do, and names no path: <c>OPTIONS *</c> (RFC 9110 §9.3.7).</summary>
    public bool AsksAboutServer => Method == "OPTIONS" && Path == RequestTarget.WholeServer;

    /// <param name="name">The name in lower case.</param>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}
