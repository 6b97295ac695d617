using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Syntax;

namespace ScriptWs.Connections;

/// <summary>Where clients may come from, and which proxies are believed about that; immutable.</summary>
internal sealed class AddressRules(AddressesOptions options)
{
    private readonly AddressRange[] _allow = Parse(options.Allow);
    private readonly AddressRange[] _deny = Parse(options.Deny);
    private readonly AddressRange[] _proxies = Parse(options.TrustedProxies);

    /// <summary>Whether connections of trusted proxies begin with a PROXY header.</summary>
    public bool WantsProxyHeader => options.ProxyProtocol;

    public bool IsTrustedProxy(IPAddress address) => IsIn(_proxies, address);

    public bool Allows(IPAddress address) => !IsIn(_deny, address) && (_allow.Length == 0 || IsIn(_allow, address));

    /// <summary>
    /// The address that trusted proxies speak for: the header is read from its end, where the nearest proxy wrote, as long
    /// as its writer is trusted. A client can invent everything before that.
    /// </summary>
    /// <param name="peer">Where the connection comes from.</param>
    /// <param name="forwardedFor">The value of X-Forwarded-For.</param>
    public IPAddress ClientOf(IPAddress peer, string? forwardedFor)
    {
        var entries = forwardedFor?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        var client = peer;
        for (var i = entries.Length - 1; i >= 0 && IsTrustedProxy(client); i--)
        {
            if (AddressText.ParseWithPort(entries[i]) is not { } before) break;
            client = AddressRange.Plain(before);
        }

        return client;
    }

    private static bool IsIn(AddressRange[] ranges, IPAddress address) => Array.Exists(ranges, range => range.Contains(address));

    private static AddressRange[] Parse(IReadOnlyList<string> ranges) => [.. ranges.Select(AddressRange.Parse).OfType<AddressRange>()];
}
