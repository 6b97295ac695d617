namespace ScriptWs.Configuration;

/// <summary>One entry of <c>listen</c>.</summary>
public sealed record ListenOptions
{
    /// <summary>IP address of this machine, <c>localhost</c>, or <c>*</c> for all IPv4 addresses. Default: <c>127.0.0.1</c>.</summary>
    [Setting("IP address of this machine, `localhost`, or `*` for all IPv4 addresses.")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port. 0 = any free port. Default: <c>8080</c>.</summary>
    [Setting("Port. 0 = any free port.", Maximum = 65535)]
    public int Port { get; init; } = 8080;

    /// <summary>Whether clients connect with TLS (<c>wss://</c>, <c>https://</c>). Default: <c>false</c>.</summary>
    [Setting("Whether clients connect with TLS (`wss://`, `https://`).")]
    public bool Tls { get; init; }

    /// <summary>Connections that the operating system queues until the server accepts them. Default: <c>512</c>.</summary>
    [Setting("Connections that the operating system queues until the server accepts them.", Minimum = 1)]
    public int Backlog { get; init; } = 512;
}
