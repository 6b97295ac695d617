namespace ScriptWs.Configuration;

/// <summary>The section <c>addresses</c>. Client addresses that can connect.</summary>
public sealed record AddressesOptions
{
    /// <summary>Addresses and networks that can connect, as in <c>10.0.0.0/8</c>. Empty = all. Default: <c>[]</c>.</summary>
    [Setting("Addresses and networks that can connect, as in `10.0.0.0/8`. Empty = all.")]
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Addresses and networks that cannot connect, even if allowed. Default: <c>[]</c>.</summary>
    [Setting("Addresses and networks that cannot connect, even if allowed.")]
    public IReadOnlyList<string> Deny { get; init; } = [];

    /// <summary>Proxies whose <c>X-Forwarded-For</c> header is trusted. Default: <c>[]</c>.</summary>
    [Setting("Proxies whose `X-Forwarded-For` header is trusted.")]
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>
    /// Whether each connection of a trusted proxy starts with a PROXY protocol header, version 1 or 2. Default: <c>false</c>.
    /// </summary>
    [Setting("Whether each connection of a trusted proxy starts with a PROXY protocol header, version 1 or 2.")]
    public bool ProxyProtocol { get; init; }
}
