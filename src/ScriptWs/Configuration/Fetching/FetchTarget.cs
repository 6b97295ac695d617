using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace ScriptWs.Configuration;

/// <summary>One entry of <c>fetch.allow</c>: a scheme, a host name or address, and a port.</summary>
internal sealed partial class FetchTarget
{
    private readonly string _scheme;
    private readonly string _host;
    private readonly int? _port;

    private FetchTarget(string scheme, string host, int? port) => (_scheme, _host, _port) = (scheme, host, port);

    /// <returns><c>null</c> when it is no such entry.</returns>
    public static FetchTarget? Parse(string text)
    {
        var match = Entry().Match(text.ToLowerInvariant());
        if (!match.Success) return null;

        var (scheme, host, port) = (match.Groups["scheme"].Value, match.Groups["host"].Value, match.Groups["port"].Value);
        if (!IsHost(host)) return null;
        if (port == "*") return new FetchTarget(scheme, host, null);
        if (port.Length == 0) return new FetchTarget(scheme, host, scheme == "https" ? 443 : 80);
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
            ? new FetchTarget(scheme, host, number)
            : null;
    }

    /// <param name="scheme">http or https.</param>
    /// <param name="host">As the URL parser wrote it, IPv6 addresses in brackets.</param>
    /// <param name="port">The port.</param>
    public bool Matches(string scheme, string host, int port) =>
        scheme == _scheme && (_port ?? port) == port && (_host.StartsWith("*.", StringComparison.Ordinal)
            ? host.Length > _host.Length - 1 && host.EndsWith(_host[1..], StringComparison.Ordinal)
            : host == _host);

    /// <summary>
    /// Whether the entry itself allows an address that is not public: the same address, or this machine for <c>localhost</c>.
    /// </summary>
    public bool AllowsPrivate(IPAddress address) =>
        _host == "localhost"
            ? IPAddress.IsLoopback(address)
            : IPAddress.TryParse(_host.Trim('[', ']'), out var own) && own.Equals(address);

    /// <summary>
    /// A number at the end makes a host an address, which must be written as one: four numbers, or the short form in brackets.
    /// </summary>
    private static bool IsHost(string host)
    {
        if (host.StartsWith('[')) return IPAddress.TryParse(host[1..^1], out var address) && $"[{address}]" == host && address.ScopeId == 0;
        if (!char.IsAsciiDigit(host[host.LastIndexOf('.') + 1])) return true;

        return IPAddress.TryParse(host, out var plain) && plain.ToString() == host;
    }

    [GeneratedRegex(@"^(?<scheme>https?)://(?<host>(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(:(?<port>[0-9]{1,5}|\*))?$")]
    private static partial Regex Entry();
}
