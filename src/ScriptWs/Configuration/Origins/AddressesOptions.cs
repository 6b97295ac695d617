namespace ScriptWs.Configuration;

/// <summary>The section <c>addresses</c>: where clients may come from.</summary>
public sealed record AddressesOptions
{
    /// <summary>Addresses and networks that may connect, as in <c>10.0.0.0/8</c>; none by default = all.</summary>
    [Setting("Addresses and networks that may connect, as in 10.0.0.0/8; none for all.")]
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Addresses and networks that may not, even if allowed; none by default.</summary>
    [Setting("Addresses and networks that may not connect, even if allowed.")]
    public IReadOnlyList<string> Deny { get; init; } = [];

    /// <summary>Proxies that are believed when they say whom they speak for (X-Forwarded-For); none by default.</summary>
    [Setting("Proxies that are believed when they say whom they speak for (X-Forwarded-For).")]
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Whether each connection of a trusted proxy begins with a PROXY protocol header, version 1 or 2; default <c>false</c>.</summary>
    [Setting("Whether each connection of a trusted proxy begins with a PROXY protocol header, version 1 or 2.")]
    public bool ProxyProtocol { get; init; }
}
