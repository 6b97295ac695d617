using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>Where a client comes from, and whether it may connect: the wire's address, or the one that a trusted proxy reports.</summary>
internal sealed class ClientAddress(HandshakeSettings settings, IPAddress? wire)
{
    /// <summary>The client's address; <c>null</c> when there is none.</summary>
    public IPAddress? Value { get; private set; } = wire;

    /// <summary>The address that the wire stands for, whatever its requests say about others.</summary>
    public IPAddress Peer { get; private set; } = IPAddress.None;

    /// <summary>The address to check and to count by.</summary>
    public IPAddress OrNone => Value ?? IPAddress.None;

    /// <summary>Whether a proxy sends the client's address ahead of everything else.</summary>
    public bool ExpectsProxyHeader => settings.Addresses.WantsProxyHeader && Value is { } proxy && settings.Addresses.IsTrustedProxy(proxy);

    /// <summary>Whether the wire carries requests of many clients.</summary>
    public bool IsOfMany => settings.Addresses.IsTrustedProxy(Peer);

    public static ClientAddress Of(HandshakeSettings settings, EndPoint? wire) =>
        new(settings, wire is IPEndPoint { Address: var address } ? AddressRange.Plain(address) : null);

    /// <summary>Decides before a byte is read, unless a proxy has to report the client first.</summary>
    public bool MayBegin() => Value is null || settings.Addresses.IsTrustedProxy(Value) || MayConnect(Value);

    /// <summary>The header that a proxy sent ahead is complete.</summary>
    /// <param name="client">The client that it reports; <c>null</c> when it speaks for itself.</param>
    /// <returns>Whether to go on.</returns>
    public bool TakeProxied(IPAddress? client)
    {
        Value = client ?? Value;
        return MayBegin();
    }

    /// <returns><c>false</c> when the address that a proxy reports in the request may not connect.</returns>
    public bool TakeForwarded(RequestHead head)
    {
        Peer = OrNone;
        if (Value is null || !settings.Addresses.IsTrustedProxy(Value)) return true;

        Value = settings.Addresses.ClientOf(Value, head.Header("x-forwarded-for"));
        return MayConnect(Value);
    }

    private bool MayConnect(IPAddress address) => settings.Addresses.Allows(address) && settings.AcceptsAddress(address);
}
