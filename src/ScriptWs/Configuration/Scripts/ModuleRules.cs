namespace ScriptWs.Configuration;

/// <summary>The rules of <c>modules</c>.</summary>
internal static class ModuleRules
{
    /// <returns>Errors without a source.</returns>
    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options)
    {
        for (var i = 0; i < options.Modules.Count; i++)
        {
            var module = options.Modules[i];
            if (module.Name.Length == 0)
                yield return Error($"modules[{i}].name", "must be what scripts write after \"host:\", as in \"orders\"");
            else if (options.Modules.Take(i).Any(other => other.Name == module.Name))
                yield return Error($"modules[{i}].name", $"is listed twice (found {SettingValue.Quote(module.Name)}); remove one");

            if (!SourceFiles.Exists(Path.Combine(options.BaseDirectory, module.Assembly)))
                yield return Error(
                    $"modules[{i}].assembly",
                    $"names a file that is not there (found {SettingValue.Quote(module.Assembly)}); paths are relative to the "
                        + "configuration's folder");
        }
    }

    private static ConfigurationError Error(string key, string problem) => new("", key, problem);
}
