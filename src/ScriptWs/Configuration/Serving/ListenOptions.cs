namespace ScriptWs.Configuration;

/// <summary>One entry of <c>listen</c>.</summary>
public sealed record ListenOptions
{
    /// <summary>An IP address of this machine, <c>localhost</c>, or <c>*</c> for all; default <c>127.0.0.1</c>.</summary>
    [Setting("An IP address of this machine, localhost, or * for all of IPv4.")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>A port; 0 for any free one; default 8080.</summary>
    [Setting("A port; 0 for any free one.", Maximum = 65535)]
    public int Port { get; init; } = 8080;

    /// <summary>Whether clients speak TLS here; default <c>false</c>.</summary>
    [Setting("Whether clients speak TLS here.")]
    public bool Tls { get; init; }

    /// <summary>Connections that the system keeps waiting to be accepted; default 512.</summary>
    [Setting("Connections that the system keeps waiting to be accepted.", Minimum = 1)]
    public int Backlog { get; init; } = 512;
}
