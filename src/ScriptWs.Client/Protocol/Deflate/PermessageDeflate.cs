using System.Text;

namespace ScriptWs.Protocol;

/// <summary>
/// What was agreed about compression (RFC 7692 §7.1). The platform's deflate has a window of 15 bits and no other; a smaller
/// one that a client asks of us is kept to by referring to the last byte only. A client's window may have any size, since 15 bits read all.
/// </summary>
/// <param name="ServerContextTakeover">Whether our messages may refer to earlier ones.</param>
/// <param name="ClientContextTakeover">Whether the client's messages may refer to earlier ones.</param>
/// <param name="ServerWindowBits">The window that the client asked of us, which the answer must repeat; <c>null</c> without one.</param>
/// <param name="ClientWindowBits">
/// The window that the client says it keeps to, which clients expect to be repeated (§7.1.2.2); <c>null</c> when it named none.
/// </param>
internal sealed record PermessageDeflate(
    bool ServerContextTakeover,
    bool ClientContextTakeover,
    string? ServerWindowBits,
    string? ClientWindowBits = null)
{
    private const string Name = "permessage-deflate";
    private const string ServerNoContextTakeover = "server_no_context_takeover";
    private const string ClientNoContextTakeover = "client_no_context_takeover";
    private const string ServerMaxWindowBits = "server_max_window_bits";
    private const string ClientMaxWindowBits = "client_max_window_bits";

    /// <summary>The value of Sec-WebSocket-Extensions that accepts the offer.</summary>
    public string ResponseHeader
    {
        get
        {
            var header = new StringBuilder(Name);
            if (!ServerContextTakeover) header.Append("; ").Append(ServerNoContextTakeover);
            if (!ClientContextTakeover) header.Append("; ").Append(ClientNoContextTakeover);
            if (ServerWindowBits is not null) header.Append("; ").Append(ServerMaxWindowBits).Append('=').Append(ServerWindowBits);
            if (ClientWindowBits is not null) header.Append("; ").Append(ClientMaxWindowBits).Append('=').Append(ClientWindowBits);
            return header.ToString();
        }
    }

    /// <summary>
    /// Whether a message that was deflated on its own, for any client, may be sent to this one: it neither misses earlier
    /// messages nor exceeds the window.
    /// </summary>
    public bool TakesSharedMessages => !ServerContextTakeover && !IsWindowSmall;

    private bool IsWindowSmall => ServerWindowBits is not (null or "15");

    /// <summary>Takes the first offer that the server can honour (RFC 7692 §5.1).</summary>
    /// <param name="offers">What the client offers, preferred first.</param>
    /// <param name="contextTakeover">
    /// Whether messages may refer to earlier ones, in both directions; <c>false</c> costs ratio and saves up to some 250 KB for each
    /// connection.
    /// </param>
    /// <returns><c>null</c> when the messages stay uncompressed.</returns>
    public static PermessageDeflate? Negotiate(IReadOnlyList<ExtensionOffer> offers, bool contextTakeover = true)
    {
        foreach (var offer in offers)
        {
            if (Accept(offer, contextTakeover) is { } accepted) return accepted;
        }

        return null;
    }

    /// <summary>For one connection's <see cref="MessageReader"/>; takes memory from the first compressed message on.</summary>
    public MessageInflater CreateInflater() => new(ClientContextTakeover);

    /// <summary>For what one connection sends; takes memory from the first message on.</summary>
    public MessageDeflater CreateDeflater() => new(ServerContextTakeover, IsWindowSmall);

    private static PermessageDeflate? Accept(ExtensionOffer offer, bool contextTakeover)
    {
        if (!offer.Name.Equals(Name, StringComparison.OrdinalIgnoreCase)) return null;

        var seen = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in offer.Parameters)
        {
            // RFC 7692 §7.1: unknown, repeated and invalid parameters decline the offer.
            if (!seen.TryAdd(name, value) || !CanHonour(name.ToLowerInvariant(), value)) return null;
        }

        return new PermessageDeflate(
            contextTakeover && !seen.ContainsKey(ServerNoContextTakeover),
            contextTakeover && !seen.ContainsKey(ClientNoContextTakeover),
            seen.GetValueOrDefault(ServerMaxWindowBits),
            seen.GetValueOrDefault(ClientMaxWindowBits));
    }

    private static bool CanHonour(string parameter, string? value) => parameter switch
    {
        ServerNoContextTakeover or ClientNoContextTakeover => value is null,
        ServerMaxWindowBits => IsWindow(value),
        ClientMaxWindowBits => value is null || IsWindow(value),
        _ => false,
    };

    private static bool IsWindow(string? value) => value is "8" or "9" or "10" or "11" or "12" or "13" or "14" or "15";
}
