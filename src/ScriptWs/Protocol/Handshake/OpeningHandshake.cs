namespace ScriptWs.Protocol;

/// <summary>A client's opening handshake that follows RFC 6455 §4.2.1; immutable. What to answer is still open.</summary>
/// <param name="Head">The request it came in.</param>
/// <param name="Key">Sec-WebSocket-Key.</param>
/// <param name="Subprotocols">What Sec-WebSocket-Protocol offers, in the client's order; each once.</param>
/// <param name="Extensions">What Sec-WebSocket-Extensions offers, in the client's order.</param>
internal sealed record OpeningHandshake(
    RequestHead Head,
    string Key,
    IReadOnlyList<string> Subprotocols,
    IReadOnlyList<ExtensionOffer> Extensions)
{
    /// <summary>Checks a request against RFC 6455 §4.2.1.</summary>
    /// <returns><c>null</c> when it is refused.</returns>
    public static OpeningHandshake? Read(RequestHead head, out HttpRefusal? refusal)
    {
        IReadOnlyList<string>? subprotocols = null;
        IReadOnlyList<ExtensionOffer>? extensions = null;
        refusal = CheckRequest(head)
            ?? CheckVersion(head.Header("sec-websocket-version"))
            ?? CheckKey(head.Header("sec-websocket-key"))
            ?? ReadSubprotocols(head.Header("sec-websocket-protocol"), out subprotocols)
            ?? ReadExtensions(head.Header("sec-websocket-extensions"), out extensions);
        return refusal is null
            ? new OpeningHandshake(head, head.Headers["sec-websocket-key"], subprotocols!, extensions!)
            : null;
    }

    /// <summary>The first subprotocol that the client offers and the server has; <c>null</c> for none (RFC 6455 §4.2.2).</summary>
    public static string? ChooseSubprotocol(IReadOnlyList<string> offered, IReadOnlyList<string> supported) =>
        offered.FirstOrDefault(name => supported.Contains(name, StringComparer.Ordinal));

    private static HttpRefusal? CheckRequest(RequestHead head)
    {
        if (!head.WantsWebSocket) return HttpRefusals.NotAWebSocket;
        if (head.Method != "GET") return HttpRefusals.MethodNotAllowed;
        if (head.MinorVersion < 1) return HttpRefusals.Malformed("A WebSocket needs HTTP/1.1 (RFC 6455 §4.2.1).");
        if (!HttpSyntax.ListContains(head.Header("connection"), "upgrade"))
            return HttpRefusals.Malformed("The header field connection does not list upgrade (RFC 6455 §4.2.1).");

        // A body would sit where the first frame is expected.
        return head.Header("content-length") is null or "0" && head.Header("transfer-encoding") is null
            ? null
            : HttpRefusals.Malformed("An opening handshake has no body.");
    }

    private static HttpRefusal? CheckVersion(string? version) => version switch
    {
        null => HttpRefusals.Malformed("The header field sec-websocket-version is missing (RFC 6455 §4.2.1)."),
        "13" => null,
        _ => HttpRefusals.UnsupportedVersion,
    };

    private static HttpRefusal? CheckKey(string? key)
    {
        // The length rules out the white space that the decoder would skip.
        Span<byte> decoded = stackalloc byte[WebSocketKey.Size + 2];
        return key?.Length == WebSocketKey.Length && Convert.TryFromBase64String(key, decoded, out var size) && size == WebSocketKey.Size
            ? null
            : HttpRefusals.Malformed("The header field sec-websocket-key is not 16 bytes in Base64 (RFC 6455 §4.2.1).");
    }

    private static HttpRefusal? ReadSubprotocols(string? header, out IReadOnlyList<string>? subprotocols)
    {
        subprotocols = [];
        if (header is null) return null;

        var offered = header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        subprotocols = offered;
        return offered.Length > 0 && offered.All(o => HttpSyntax.IsToken(o)) && offered.Distinct(StringComparer.Ordinal).Count() == offered.Length
            ? null
            : HttpRefusals.Malformed("The header field sec-websocket-protocol is not a list of different tokens (RFC 6455 §4.1).");
    }

    private static HttpRefusal? ReadExtensions(string? header, out IReadOnlyList<ExtensionOffer>? extensions)
    {
        extensions = header is null ? [] : ExtensionHeaderParser.Parse(header);
        return extensions is null
            ? HttpRefusals.Malformed("The header field sec-websocket-extensions does not follow RFC 6455 §9.1.")
            : null;
    }
}
