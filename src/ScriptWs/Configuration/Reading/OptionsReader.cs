using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ScriptWs.Configuration;

/// <summary>Makes options of a configuration, and checks them.</summary>
internal static class OptionsReader
{
    /// <param name="values">The configuration.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="sourceOf">Names the source of a flat key.</param>
    /// <param name="errors">What is wrong with the sources.</param>
    /// <param name="data">Values of a file under the user's own names; <c>null</c> when the sources are an application's.</param>
    /// <exception cref="ConfigurationException">The sources or the options are wrong; every error is listed.</exception>
    public static ScriptWsOptions Read(
        IConfiguration values,
        string folder,
        Func<string, string> sourceOf,
        List<ConfigurationError> errors,
        IReadOnlyDictionary<string, JsonElement>? data = null)
    {
        var read = (ScriptWsOptions)new SettingsBinder(errors, sourceOf, data).Read(ServerSettings.Root, values);
        var ofFiles = new List<ConfigurationError>();
        var options = SecretFiles.Resolve(read with { BaseDirectory = folder }, ofFiles);
        foreach (var error in ofFiles.Concat(OptionsRules.Check(options)))
            errors.Add(error.Source.Length > 0 ? error : error with { Source = sourceOf(Flat(error.Key)) });
        return errors.Count == 0 ? options : throw new ConfigurationException([.. errors.OrderBy(LineOf)]);
    }

    /// <summary>The line in <c>server.json(12)</c>; what has none comes last.</summary>
    private static int LineOf(ConfigurationError error) =>
        error.Source.Split('(') is [_, var line] && int.TryParse(line.TrimEnd(')'), out var number) ? number : int.MaxValue;

    private static string Flat(string key) =>
        key.Replace('.', ':').Replace("[", ":", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}
