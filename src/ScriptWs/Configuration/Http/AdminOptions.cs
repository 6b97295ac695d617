namespace ScriptWs.Configuration;

/// <summary>The section <c>admin</c>: a page that shows the server and works on it, on an address of its own.</summary>
public sealed record AdminOptions
{
    /// <summary>Whether the page is served; default <c>false</c>.</summary>
    [Setting("Whether the page is served.")]
    public bool Enabled { get; init; }

    /// <summary>An IP address of this machine, <c>localhost</c>, or <c>*</c> for all; default <c>127.0.0.1</c>. Another than this machine's own needs TLS.</summary>
    [Setting("An IP address of this machine, localhost, or * for all of IPv4; another than this machine's own needs TLS.")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>A port; 0 for any free one; default 9090.</summary>
    [Setting("A port; 0 for any free one.", Maximum = 65535)]
    public int Port { get; init; } = 9090;

    /// <summary>Whether browsers speak TLS here, with the certificate of the section <c>tls</c>; default <c>false</c>.</summary>
    [Setting("Whether browsers speak TLS here, with the certificate of the section tls.")]
    public bool Tls { get; init; }

    /// <summary>The role whose users may come in; default <c>admin</c>.</summary>
    [Setting("The role whose users may come in.")]
    public string Role { get; init; } = "admin";

    /// <summary>Whether the page only shows, and closes, sends and reloads nothing; default <c>false</c>.</summary>
    [Setting("Whether the page only shows, and closes, sends and reloads nothing.")]
    public bool ReadOnly { get; init; }

    /// <summary>Where the page is served.</summary>
    internal ListenOptions Listen => new() { Address = Address, Port = Port, Tls = Tls };
}
