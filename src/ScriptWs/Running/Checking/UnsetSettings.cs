using ScriptWs.Configuration;

namespace ScriptWs.Running;

/// <summary>Settings of scripts that are <c>null</c>: they were to come from somewhere else, and do not.</summary>
internal static class UnsetSettings
{
    /// <returns>A sentence for each, with its name only.</returns>
    public static IEnumerable<string> Describe(ScriptWsOptions options) =>
    [
        .. SettingsData.Unset(options.Settings).Select(name => Describe("settings", name)),
        .. options.Endpoints.SelectMany((endpoint, index) =>
            SettingsData.Unset(endpoint.Settings).Select(name => Describe($"endpoints[{index}].settings", name))),
    ];

    private static string Describe(string section, string name)
    {
        var variable = $"{section}.{name}".Replace("[", "__", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant();
        return $"{section}.{name} is null; set it, or the variable SCRIPTWS_{variable}.";
    }
}
