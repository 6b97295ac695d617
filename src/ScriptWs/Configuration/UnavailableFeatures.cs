namespace ScriptWs.Configuration;

/// <summary>
/// What the configuration can name and this version cannot do yet: refused when switched on, so that nobody believes to
/// be protected by a setting that does nothing. A feature that arrives takes its row away.
/// </summary>
internal static class UnavailableFeatures
{
    private static readonly IReadOnlyList<(string Key, Func<ScriptWsOptions, bool> IsOn, string Feature)> Table =
    [
        ("tls.certificate", options => options.Tls.Certificate is not null, "TLS"),
    ];

    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options)
    {
        foreach (var (key, isOn, feature) in Table)
        {
            if (isOn(options)) yield return Error(key, feature);
        }

        for (var i = 0; i < options.Listen.Count; i++)
        {
            if (options.Listen[i].Tls) yield return Error($"listen[{i}].tls", "TLS");
        }
    }

    private static ConfigurationError Error(string key, string feature) =>
        new("", key, $"is on, but this version has no support for {feature} yet; remove the setting");
}
