using System.Text;

namespace ScriptWs.Protocol;

/// <summary>
/// What was agreed about compression (RFC 7692 §7.1). The platform's deflate has a window of 15 bits and no other, so an
/// offer that wants the server's window smaller is declined; a client's window may have any size, since 15 bits read all.
/// </summary>
/// <param name="ServerContextTakeover">Whether our messages may refer to earlier ones.</param>
/// <param name="ClientContextTakeover">Whether the client's messages may refer to earlier ones.</param>
/// <param name="ServerWindowBits">Whether the client asked for server_max_window_bits, which the answer must repeat then.</param>
internal sealed record PermessageDeflate(bool ServerContextTakeover, bool ClientContextTakeover, bool ServerWindowBits)
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
            if (ServerWindowBits) header.Append("; ").Append(ServerMaxWindowBits).Append("=15");
            return header.ToString();
        }
    }

    /// <summary>Takes the first offer that the server can honour (RFC 7692 §5.1).</summary>
    /// <param name="offers">What the client offers, preferred first.</param>
    /// <param name="contextTakeover">
    /// Whether messages may refer to earlier ones, in both directions; <c>false</c> costs ratio and saves up to some 250 KB for each connection.
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
    public MessageDeflater CreateDeflater() => new(ServerContextTakeover);

    private static PermessageDeflate? Accept(ExtensionOffer offer, bool contextTakeover)
    {
        if (!offer.Name.Equals(Name, StringComparison.OrdinalIgnoreCase)) return null;

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in offer.Parameters)
        {
            // RFC 7692 §7.1: unknown, repeated and invalid parameters decline the offer.
            if (!seen.Add(name) || !CanHonour(name.ToLowerInvariant(), value)) return null;
        }

        return new PermessageDeflate(
            contextTakeover && !seen.Contains(ServerNoContextTakeover),
            contextTakeover && !seen.Contains(ClientNoContextTakeover),
            seen.Contains(ServerMaxWindowBits));
    }

    private static bool CanHonour(string parameter, string? value) => parameter switch
    {
        ServerNoContextTakeover or ClientNoContextTakeover => value is null,
        ServerMaxWindowBits => value is "15",
        ClientMaxWindowBits => value is null or "8" or "9" or "10" or "11" or "12" or "13" or "14" or "15",
        _ => false,
    };
}
