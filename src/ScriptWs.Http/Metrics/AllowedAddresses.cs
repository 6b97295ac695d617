using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ScriptWs.Http.Serving;

namespace ScriptWs.Http.Metrics;

/// <summary>Who may read what is not for everybody, by address: those that are listed, or this machine.</summary>
internal sealed class AllowedAddresses(IReadOnlyList<string> listed)
{
    private readonly IPNetwork[] _networks = [.. listed.Select(Parse)];

    public bool Allow(HttpContext context)
    {
        if (!IPAddress.TryParse(context.Features.GetRequiredFeature<Visitor>().Verdict.Address, out var address)) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (_networks.Length > 0) return _networks.Any(network => network.Contains(address));

        // A proxy that nobody said to trust runs here, and passes on what comes from anywhere.
        return IPAddress.IsLoopback(address) && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");
    }

    private static IPNetwork Parse(string text)
    {
        if (text.Contains('/')) return IPNetwork.Parse(text);
        var address = IPAddress.Parse(text);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return new IPNetwork(address, address.GetAddressBytes().Length * 8);
    }
}
