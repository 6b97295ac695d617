using System.Text.Json;
using ScriptWs.Configuration;
using ScriptWs.Scripting;
using ScriptWs.Scripting.Checking;

namespace ScriptWs.Running;

/// <summary>Checks the script of each endpoint without running it.</summary>
internal static class UnrunScripts
{
    /// <param name="options">The options.</param>
    /// <param name="modules">The modules of C# that scripts may import.</param>
    /// <param name="asking">Takes the paths whose scripts export <c>onAuthenticate</c>.</param>
    /// <param name="warnings">Takes what loads and is hardly meant.</param>
    /// <returns>What keeps a script from loading, a sentence each.</returns>
    public static IReadOnlyList<string> Check(
        ScriptWsOptions options, HostModuleTable modules, HashSet<string> asking, HashSet<string> warnings)
    {
        var problems = new List<string>();
        var settings = new List<(ScriptModule Module, JsonElement Settings)>();
        foreach (var endpoint in options.Endpoints)
        {
            if (endpoint.Script is not { } script) continue;

            var module = ScriptModule.Find(
                Path.Combine(options.BaseDirectory, script), script, generation: 1, ImportMap.Of(options, endpoint.Path));
            settings.Add((module, SettingsData.Join(options.Settings, endpoint.Settings)));
            var findings = ScriptCheck.Of(module, modules, settings[^1].Settings, options.Fetch);
            problems.AddRange(findings.Problems);
            warnings.UnionWith(findings.Warnings);
            if (findings.HandlesAuthentication) asking.Add(endpoint.Path);
        }

        var folders = settings.GroupBy(one => one.Module.Root, StringComparer.Ordinal);
        foreach (var folder in folders.Where(folder => Directory.Exists(folder.Key)))
        {
            var findings = new ScriptFindings();
            SettingCheck.CheckTypes(folder.Key, folder.First().Module.Display, [.. folder.Select(one => one.Settings)], findings);
            warnings.UnionWith(findings.Warnings);
        }

        return problems;
    }
}
