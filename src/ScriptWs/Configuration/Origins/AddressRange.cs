using System.Net;
using System.Net.Sockets;
using ScriptWs.Syntax;

namespace ScriptWs.Configuration;

/// <summary>
/// One entry of <c>addresses</c>: an IP address, or a network as in <c>10.0.0.0/8</c> and <c>2001:db8::/32</c> (RFC 4632).
/// </summary>
public readonly record struct AddressRange
{
    /// <summary>The bits before an IPv4 address in an IPv6 one (RFC 4291 §2.5.5.2).</summary>
    private const int MappedPrefix = 96;

    private readonly IPNetwork _network;

    private AddressRange(IPNetwork network) => _network = network;

    /// <returns><c>null</c> when it is neither, or has bits behind the network's.</returns>
    public static AddressRange? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (AddressText.Parse(slash < 0 ? text : text.AsSpan(..slash)) is not { } given) return null;

        var bits = given.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash >= 0)
        {
            var digits = text.AsSpan(slash + 1);
            if (digits is not ("0" or [>= '1' and <= '9', ..]) || DecimalText.Parse(digits, bits) is not { } prefix) return null;
            bits = (int)prefix;
        }

        // What is written as IPv6 and means IPv4 would match no client otherwise.
        if (given.IsIPv4MappedToIPv6 && bits >= MappedPrefix) (given, bits) = (given.MapToIPv4(), bits - MappedPrefix);
        // Bits behind the network's are a mistake more often than not.
        var isNetwork = IPNetwork.TryParse($"{given}/{bits}", out var network) && network.BaseAddress.Equals(given);
        return isNetwork ? new AddressRange(network) : null;
    }

    /// <summary>An IPv4 address that came as an IPv6 one (RFC 4291 §2.5.5.2), as itself.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <param name="address">As <see cref="Plain"/> gave it.</param>
    public bool Contains(IPAddress address) => _network.Contains(address);
}
