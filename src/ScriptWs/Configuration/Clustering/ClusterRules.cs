namespace ScriptWs.Configuration;

/// <summary>What must hold for a cluster.</summary>
internal static class ClusterRules
{
    /// <summary>Names are parts of keys and channels.</summary>
    private const int MaxNameLength = 64;

    /// <returns>Errors without a source, their keys as in <c>cluster.url</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(ClusterOptions cluster)
    {
        if (cluster.Url is { } url && BrokerAddress.Parse(url, out var problem) is null) yield return new("", "cluster.url", problem);
        if (!IsName(cluster.Name)) yield return Wrong("cluster.name", cluster.Name);
        if (cluster.Node is { } node && !IsName(node)) yield return Wrong("cluster.node", node);
        if (cluster is { Url: null, Password: not null })
            yield return new("", "cluster.password", "needs a broker; set cluster.url, or remove the setting");
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static ConfigurationError Wrong(string key, string found) => new(
        "", key, $"must be 1 to {MaxNameLength} letters, digits, dots, hyphens and underscores (found {SettingValue.Quote(found)})");
}
