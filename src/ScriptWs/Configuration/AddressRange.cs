using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Configuration;

/// <summary>One entry of <c>addresses</c>: an IP address, or a network as in <c>10.0.0.0/8</c> and <c>2001:db8::/32</c> (RFC 4632).</summary>
internal readonly record struct AddressRange
{
    private readonly IPNetwork _network;

    private AddressRange(IPNetwork network) => _network = network;

    /// <returns><c>null</c> when it is neither, or has bits behind the network's.</returns>
    public static AddressRange? Parse(string text)
    {
        // IPAddress takes "8080" for 0.0.31.144; nobody means that.
        if (!text.Contains(':') && text.Count(c => c == '.') != 3) return null;
        if (text.Split('/') is [var start, _])
        {
            // IPNetwork would cut off the bits behind the network's; they are a mistake more often than not.
            return IPNetwork.TryParse(text, out var network) && IPAddress.TryParse(start, out var given) && given.Equals(network.BaseAddress) ? new AddressRange(network) : null;
        }

        return IPAddress.TryParse(text, out var address) && !text.Contains('%')
            ? new AddressRange(new IPNetwork(Plain(address), Plain(address).AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
            : null;
    }

    /// <summary>An IPv4 address that came as an IPv6 one (RFC 4291 §2.5.5.2), as itself.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <param name="address">As <see cref="Plain"/> gave it.</param>
    public bool Contains(IPAddress address) => _network.Contains(address);
}
