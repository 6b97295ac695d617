using System.Text.Json;
using ScriptWs.Configuration;

namespace ScriptWs.Scripting.Checking;

/// <summary>Reads a script and everything that it imports, and finds what would go wrong. Nothing of it runs.</summary>
internal static class ScriptCheck
{
    /// <param name="module">The script, found and not read yet.</param>
    /// <param name="hostModules">The modules of C#.</param>
    /// <param name="settings">The values of <c>server.settings</c>.</param>
    /// <param name="fetch">Which servers scripts can reach.</param>
    public static ScriptFindings Of(ScriptModule module, HostModuleTable hostModules, JsonElement settings, FetchOptions fetch)
    {
        var findings = new ScriptFindings();
        try
        {
            module.RequireEntry();
            var imports = new ImportWalk(module, hostModules, findings);
            imports.Run();
            var exports = new ExportedNames(module);
            foreach (var missing in MissingExport.All(exports, module, hostModules))
            {
                if (!imports.IsRefused(missing.Importer, missing.Specifier)) findings.AddProblem(missing.Message);
            }

            if (!exports.Files.Contains(module.Entry)) return findings;

            HandlerCheck.Check(module, exports, findings);
            JobCheck.Check(module, exports, findings);
            foreach (var file in imports.OwnFiles)
            {
                SettingCheck.Check(file, settings, findings);
                FetchCheck.Check(file, fetch, findings);
            }
        }
        catch (ScriptLoadException e)
        {
            findings.AddProblem(e.Message);
        }

        return findings;
    }
}
