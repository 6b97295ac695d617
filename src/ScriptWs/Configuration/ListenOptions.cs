namespace ScriptWs.Configuration;

/// <summary>One entry of <c>listen</c>.</summary>
public sealed record ListenOptions
{
    /// <summary>An IP address of this machine, <c>localhost</c>, or <c>*</c> for all; default <c>127.0.0.1</c>.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>A port; 0 for any free one; default 8080.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Whether clients speak TLS here; default <c>false</c>.</summary>
    public bool Tls { get; init; }

    /// <summary>Connections that the system keeps waiting to be accepted; default 512.</summary>
    public int Backlog { get; init; } = 512;
}
