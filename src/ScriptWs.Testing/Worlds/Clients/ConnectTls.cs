using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Testing;

/// <summary>How a client speaks TLS, where the server's address asks for it.</summary>
public sealed record ConnectTls
{
    /// <summary>Whether it speaks TLS at all. Default yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The host that it asks for (RFC 6066 §3). Default the host of the address.</summary>
    public string? HostName { get; init; }

    /// <summary>The certificate that it shows when it is asked for one, with its key. Default none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The versions that it offers. Default the system's.</summary>
    public SslProtocols Versions { get; init; }
}
