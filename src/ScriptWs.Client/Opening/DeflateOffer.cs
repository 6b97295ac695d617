using ScriptWs.Protocol;

namespace ScriptWs.Client;

/// <summary>
/// What a client offers about compression (RFC 7692 §5.1). It offers no window of its own: the platform's deflate has one of
/// 15 bits only, and a server that is not offered <c>client_max_window_bits</c> may not ask for less (§7.1.2.2).
/// </summary>
/// <param name="ServerContextTakeover">Whether the server's messages may refer to earlier ones; <c>false</c> forbids it.</param>
/// <param name="ClientContextTakeover">Whether ours may.</param>
internal sealed record DeflateOffer(bool ServerContextTakeover = true, bool ClientContextTakeover = true)
{
    private const string ClientMaxWindowBits = "client_max_window_bits";

    /// <summary>The value of Sec-WebSocket-Extensions.</summary>
    public string Header => new PermessageDeflate(ServerContextTakeover, ClientContextTakeover, null).ResponseHeader;

    /// <summary>Reads what the server made of it.</summary>
    /// <param name="answer">The server's Sec-WebSocket-Extensions.</param>
    /// <returns><c>null</c> when the answer is none to this offer, and the client must fail the connection (RFC 7692 §5.1).</returns>
    public PermessageDeflate? Agree(string answer)
    {
        if (ExtensionHeaderParser.Parse(answer) is not [var extension]) return null;
        if (extension.Parameters.Any(parameter => IsClientWindow(parameter.Key))) return null;
        if (PermessageDeflate.Negotiate([extension]) is not { } terms) return null;
        if (!ServerContextTakeover && terms.ServerContextTakeover) return null;
        return terms with { ClientContextTakeover = ClientContextTakeover && terms.ClientContextTakeover };
    }

    private static bool IsClientWindow(string parameter) => parameter.Equals(ClientMaxWindowBits, StringComparison.OrdinalIgnoreCase);
}
