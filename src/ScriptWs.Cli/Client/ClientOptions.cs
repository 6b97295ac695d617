using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Cli.Client;

/// <summary>Whom to connect to, and how.</summary>
/// <param name="Address">A ws:// or wss:// address.</param>
/// <param name="Subprotocols">Offered, in order of preference.</param>
/// <param name="Headers">Sent with the opening handshake.</param>
internal sealed record ClientOptions(Uri Address, IReadOnlyList<string> Subprotocols, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Whether any TLS certificate will do.</summary>
    public bool IsInsecure { get; init; }

    /// <summary>Whom to believe in place of the system's authorities.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    public bool IsTls => Address.Scheme == "wss";

    /// <summary>The port of the address, or the scheme's: .NET knows both schemes' ports.</summary>
    public int Port => Address.Port;

    /// <summary>As the user wrote the host, with its port: for sentences.</summary>
    public string Target => $"{Address.Host}:{Port}";
}
