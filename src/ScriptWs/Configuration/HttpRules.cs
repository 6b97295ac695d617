namespace ScriptWs.Configuration;

/// <summary>What must hold for what is served over plain HTTP.</summary>
internal static class HttpRules
{
    /// <returns>Errors without a source, their keys as in <c>static./</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options)
    {
        foreach (var (path, folder) in options.Static)
        {
            if (!path.StartsWith('/') || path.AsSpan().ContainsAny(" ?#%\\") || (path.Length > 1 && path.EndsWith('/')))
                yield return new("", $"static.{path}", "must be named by a path such as \"/\" or \"/assets\", without a / at its end");
            else if (folder.Length == 0 || !Directory.Exists(Path.Combine(options.BaseDirectory, folder)))
                yield return new("", $"static.{path}", $"must be a folder that exists (found {SettingValue.Quote(folder)})");
        }

        foreach (var (key, path) in new[] { ("live", options.Health.Live), ("ready", options.Health.Ready) })
        {
            if (!path.StartsWith('/') || path.AsSpan().ContainsAny(" ?#")) yield return new("", $"health.{key}", $"must be a path such as \"/{key}\" (found {SettingValue.Quote(path)})");
        }
    }
}
