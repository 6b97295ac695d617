namespace ScriptWs.Configuration;

/// <summary>What must hold for <c>origins</c> and within the section <c>addresses</c>.</summary>
internal static class AdmissionRules
{
    /// <returns>Errors without a source, their keys as in <c>addresses.allow[0]</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options)
    {
        var addresses = options.Addresses;
        for (var i = 0; i < options.Origins.Count; i++)
        {
            if (OriginPattern.Parse(options.Origins[i]) is null)
                yield return new(
                    "",
                    $"origins[{i}]",
                    "must be an origin such as \"https://example.com\", \"https://*.example.com\", \"http://localhost:*\", "
                        + $"\"null\" or \"*\", without a path (found {SettingValue.Quote(options.Origins[i])})");
        }

        for (var i = 0; i < options.Hosts.Count; i++)
        {
            if (HostPattern.Parse(options.Hosts[i]) is null)
                yield return new(
                    "",
                    $"hosts[{i}]",
                    "must be a name such as \"chat.example.com\" or \"*.example.com\", without a port (found "
                        + $"{SettingValue.Quote(options.Hosts[i])})");
        }

        IEnumerable<ConfigurationError> ranges =
        [
            .. CheckRanges("addresses.allow", addresses.Allow),
            .. CheckRanges("addresses.deny", addresses.Deny),
            .. CheckRanges("addresses.trustedProxies", addresses.TrustedProxies),
        ];
        foreach (var error in ranges)
            yield return error;
        if (addresses is { ProxyProtocol: true, TrustedProxies.Count: 0 })
            yield return new(
                "",
                "addresses.proxyProtocol",
                "needs addresses.trustedProxies: only a proxy that is trusted may say where a client comes from");
    }

    /// <summary>A list of addresses and networks.</summary>
    public static IEnumerable<ConfigurationError> CheckRanges(string key, IReadOnlyList<string> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            if (AddressRange.Parse(ranges[i]) is null)
                yield return new(
                    "",
                    $"{key}[{i}]",
                    $"must be an IP address or a network such as \"10.0.0.0/8\" (found {SettingValue.Quote(ranges[i])})");
        }
    }
}
