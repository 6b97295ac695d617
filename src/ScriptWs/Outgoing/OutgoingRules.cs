using System.Net;
using ScriptWs.Configuration;

namespace ScriptWs.Outgoing;

/// <summary>Which servers and which addresses scripts can reach: the section <c>fetch</c>, parsed.</summary>
internal sealed class OutgoingRules(FetchOptions options)
{
    private readonly FetchTarget[] _targets = [.. options.Allow.Select(FetchTarget.Parse).OfType<FetchTarget>()];

    private readonly AddressRange[] _networks = [.. options.Networks.Select(AddressRange.Parse).OfType<AddressRange>()];

    /// <summary>Refuses a URL that scripts cannot reach.</summary>
    /// <exception cref="OutgoingException">It is not in the list. The message contains the line to add.</exception>
    public void Require(Uri url)
    {
        var (scheme, host) = (HttpScheme(url.Scheme), HostOf(url));
        if (scheme is not ("http" or "https"))
            throw new OutgoingException($"{url.Scheme}: is no scheme that scripts can reach; there are http: and https:.");
        if (url.UserInfo.Length > 0)
            throw new OutgoingException($"{host}: the URL contains a user name or a password; send them in an Authorization header.");
        if (Entries(scheme, host, url.Port).Any()) return;

        var origin = $"{scheme}://{host}{(url.IsDefaultPort ? "" : $":{url.Port}")}";
        throw new OutgoingException(
            $"{origin} is not in fetch.allow (server.json); add it to reach it: \"fetch\": {{ \"allow\": [\"{origin}\"] }}");
    }

    /// <summary>The addresses of a host that may be connected to.</summary>
    /// <param name="url">The URL that is asked for.</param>
    /// <param name="addresses">The addresses of its host.</param>
    /// <exception cref="OutgoingException">There is none.</exception>
    public IReadOnlyList<IPAddress> Usable(Uri url, IReadOnlyList<IPAddress> addresses)
    {
        Require(url);
        var host = HostOf(url);
        var entries = Entries(HttpScheme(url.Scheme), host, url.Port).ToArray();
        IPAddress[] usable = [.. addresses.Select(AddressRange.Plain).Where(address =>
            PublicAddress.Is(address)
            || entries.Any(entry => entry.AllowsPrivate(address))
            || _networks.Any(network => network.Contains(address)))];
        if (usable.Length > 0) return usable;

        var found = addresses.Count == 0 ? "none" : $"{addresses[0]}";
        throw new OutgoingException(
            $"{host} has no public address (found {found}); "
            + "fetch.networks (server.json) lists the private networks that scripts can reach");
    }

    /// <summary>A WebSocket is reached by the entry of its HTTP server.</summary>
    private static string HttpScheme(string scheme) => scheme switch
    {
        "ws" => "http",
        "wss" => "https",
        _ => scheme,
    };

    private static string HostOf(Uri url) => url.IdnHost.Contains(':', StringComparison.Ordinal) ? $"[{url.IdnHost}]" : url.IdnHost;

    private IEnumerable<FetchTarget> Entries(string scheme, string host, int port) =>
        _targets.Where(target => target.Matches(scheme, host, port));
}
