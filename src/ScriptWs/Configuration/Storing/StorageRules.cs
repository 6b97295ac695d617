namespace ScriptWs.Configuration;

/// <summary>What must hold for a storage.</summary>
internal static class StorageRules
{
    /// <returns>Errors without a source, their keys as in <c>storage.backend</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options)
    {
        if (options is { Storage.Backend: StorageBackend.Cluster, Cluster.Url: null })
            yield return new("", "storage.backend", "is \"cluster\", which needs a broker; set cluster.url, or another backend");
    }
}
