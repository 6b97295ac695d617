namespace ScriptWs.Connections;

/// <summary>
/// Header fields that say that a request came through a proxy. A proxy on this machine has the machine's own address, so that
/// what only this machine may see would be seen by all whom the proxy serves.
/// </summary>
internal static class ProxyFields
{
    /// <summary>Fields of other names than <c>X-…</c>, which programs that ask for themselves do not send.</summary>
    private static readonly string[] Names = ["via", "cdn-loop", "max-forwards", "front-end-https", "surrogate-capability", "eagleid"];

    /// <summary>Content delivery networks and hosting services.</summary>
    private static readonly string[] Beginnings = ["cf-", "fly-", "fastly-", "cloudfront-", "akamai-", "incap-", "ali-", "cdn-", "true-client", "wl-"];

    private static readonly string[] Parts = ["forward", "proxy", "client-ip", "clientip", "real-ip", "remote-ip", "remote-addr", "original-host", "original-url"];

    /// <summary>What scrapers and browsers send themselves.</summary>
    private static readonly string[] OwnBeginnings = ["x-prometheus-", "x-api-key", "x-requested-with"];

    /// <param name="headers">Header fields by lower-case name.</param>
    public static bool AreIn(IReadOnlyDictionary<string, string> headers) => headers.Keys.Any(IsOne);

    private static bool IsOne(string name) =>
        Names.Contains(name)
        || Array.Exists(Beginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal))
        || Array.Exists(Parts, part => name.Contains(part, StringComparison.Ordinal))
        || (name.StartsWith("x-", StringComparison.Ordinal) && !Array.Exists(OwnBeginnings, own => name.StartsWith(own, StringComparison.Ordinal)));
}
