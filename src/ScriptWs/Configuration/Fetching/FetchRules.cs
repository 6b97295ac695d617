namespace ScriptWs.Configuration;

/// <summary>What must hold within the section <c>fetch</c>.</summary>
internal static class FetchRules
{
    /// <returns>Errors without a source, their keys as in <c>fetch.allow[0]</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(FetchOptions fetch)
    {
        for (var i = 0; i < fetch.Allow.Count; i++)
        {
            if (FetchTarget.Parse(fetch.Allow[i]) is null)
                yield return new(
                    "",
                    $"fetch.allow[{i}]",
                    "must be a server such as \"https://api.example.com\", \"https://*.example.org\" or \"http://127.0.0.1:8081\", "
                        + $"without a path (found {SettingValue.Quote(fetch.Allow[i])})");
        }

        foreach (var error in AdmissionRules.CheckRanges("fetch.networks", fetch.Networks)) yield return error;
    }
}
