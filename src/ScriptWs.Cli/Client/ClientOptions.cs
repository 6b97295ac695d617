namespace ScriptWs.Cli.Client;

/// <summary>Whom to connect to, and how.</summary>
/// <param name="Address">A ws:// or wss:// address.</param>
/// <param name="Subprotocols">Offered, in order of preference.</param>
/// <param name="Headers">Sent with the opening handshake.</param>
/// <param name="IsInsecure">Whether any TLS certificate will do.</param>
internal sealed record ClientOptions(
    Uri Address, IReadOnlyList<string> Subprotocols, IReadOnlyList<KeyValuePair<string, string>> Headers, bool IsInsecure)
{
    public bool IsTls => Address.Scheme == "wss";

    /// <summary>The port of the address, or the scheme's: .NET knows both schemes' ports.</summary>
    public int Port => Address.Port;

    /// <summary>As the user wrote the host, with its port: for sentences.</summary>
    public string Target => $"{Address.Host}:{Port}";
}
