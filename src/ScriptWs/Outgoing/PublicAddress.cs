using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Outgoing;

/// <summary>
/// Which addresses belong to the public internet. All others lead to this machine, to its networks, to metadata of a cloud, or to
/// none: RFC 6890 and the IANA registries of special-purpose addresses.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] SpecialIpv4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>
    /// Global unicast. Whatever is outside it is refused: loopback, link-local, unique-local, multicast, and IPv4 addresses in an
    /// IPv6 one (mapped, compatible, NAT64).
    /// </summary>
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>Within it: protocol assignments with Teredo, documentation, and 6to4, which contains an IPv4 address.</summary>
    private static readonly IPNetwork[] SpecialIpv6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    /// <param name="address">The address, an IPv4 one as itself.</param>
    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !SpecialIpv4.Any(network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => Global.Contains(address) && !SpecialIpv6.Any(network => network.Contains(address)),
        _ => false,
    };
}
