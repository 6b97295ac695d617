namespace ScriptWs.Configuration;

/// <summary>The section <c>admin</c>. Web page that monitors and controls the server, on its own address.</summary>
public sealed record AdminOptions
{
    /// <summary>Whether the page is served. Default: <c>false</c>.</summary>
    [Setting("Whether the page is served.")]
    public bool Enabled { get; init; }

    /// <summary>
    /// IP address of this machine, <c>localhost</c>, or <c>*</c> for all IPv4 addresses. An address that other machines can
    /// reach requires TLS. Default: <c>127.0.0.1</c>.
    /// </summary>
    [Setting(
        "IP address of this machine, `localhost`, or `*` for all IPv4 "
        + "addresses. An address that other machines can reach requires TLS.")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port. 0 = any free port. Default: <c>9090</c>.</summary>
    [Setting("Port. 0 = any free port.", Maximum = 65535)]
    public int Port { get; init; } = 9090;

    /// <summary>Whether the page is served over TLS, with the certificate of <c>tls</c>. Default: <c>false</c>.</summary>
    [Setting("Whether the page is served over TLS, with the certificate of `tls`.")]
    public bool Tls { get; init; }

    /// <summary>Role required to open the page. Default: <c>admin</c>.</summary>
    [Setting("Role required to open the page.")]
    public string Role { get; init; } = "admin";

    /// <summary>Whether the page only displays, and cannot close, send or reload. Default: <c>false</c>.</summary>
    [Setting("Whether the page only displays, and cannot close, send or reload.", Effect = Effect.Immediately)]
    public bool ReadOnly { get; init; }

    /// <summary>Where the page is served.</summary>
    internal ListenOptions Listen => new() { Address = Address, Port = Port, Tls = Tls };
}
