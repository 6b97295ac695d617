using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ScriptWs.Configuration;

/// <summary>
/// Reads the settings of a server: from a server.json, which environment variables (<c>SCRIPTWS_LIMITS__MAXCONNECTIONS=100</c>) and
/// arguments (<c>--limits:maxConnections 100</c>) override, or from a section of an application's own configuration.
/// </summary>
public static class ServerConfiguration
{
    private static readonly Dictionary<string, JsonElement> NoData = [];

    /// <summary>Reads and checks a configuration file. All errors are reported together.</summary>
    /// <param name="file">Path of a server.json. Paths in it are relative to its folder.</param>
    /// <param name="arguments">Settings that override the file's, as in <c>["--limits:maxConnections", "100"]</c>. Default: none.</param>
    /// <exception cref="ConfigurationException">The file is missing, is not JSON, or has errors.</exception>
    public static ScriptWsOptions Load(string file, IReadOnlyList<string>? arguments = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var errors = new List<ConfigurationError>();
        var settings = SettingsFile.Read(file, ServerSettings.Root, errors);
        if (errors.Count > 0 && settings.Lines.Count == 0) throw new ConfigurationException(errors);

        var full = Path.GetFullPath(file);
        var sources = new SettingSources(settings, arguments ?? [], errors);
        var folder = Path.GetDirectoryName(full)!;
        return OptionsReader.Read(sources.Values, folder, sources.SourceOf, errors, settings.Data) with { File = full };
    }

    /// <summary>
    /// Whether there is a configuration file, on disk or among those that the process starts from (<see
    /// cref="ScriptWsServer.UseKept"/>).
    /// </summary>
    /// <param name="file">Its path.</param>
    public static bool Exists(string file) => SourceFiles.Exists(file);

    /// <summary>Lists every setting that has a value, named as in the file.</summary>
    /// <param name="options">The settings.</param>
    /// <returns>Keys as in <c>endpoints[0].path</c>, with their values. Secrets are shown as <c>…</c>.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Describe(ScriptWsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OptionsDiff.Describe(options);
    }

    /// <summary>The defaults, overridden by environment variables and arguments. Paths are relative to the current folder.</summary>
    /// <param name="arguments">Settings that override the defaults, as in <c>["--limits:maxConnections", "100"]</c>. Default: none.</param>
    /// <exception cref="ConfigurationException">A variable or an argument has an error.</exception>
    public static ScriptWsOptions Defaults(IReadOnlyList<string>? arguments = null)
    {
        var errors = new List<ConfigurationError>();
        var sources = new SettingSources(null, arguments ?? [], errors);
        return OptionsReader.Read(sources.Values, Directory.GetCurrentDirectory(), sources.SourceOf, errors, NoData);
    }

    /// <summary>
    /// Reads and checks a section of an application's own configuration, by the rules of server.json. All errors are reported together,
    /// each with the full key. The variables <c>SCRIPTWS_…</c> do not apply: the application's sources decide.
    /// </summary>
    /// <param name="section">The section, as in <c>configuration.GetSection("ScriptWs")</c>. A missing one contains the defaults.</param>
    /// <param name="baseDirectory">Folder that relative paths start from. Default: the current folder.</param>
    /// <exception cref="ConfigurationException">The section has errors.</exception>
    /// <example>
    /// <code>
    /// var section = builder.Configuration.GetSection("ScriptWs");
    /// var server = new ScriptWsServer(() => ServerConfiguration.From(section, AppContext.BaseDirectory));
    /// </code>
    /// </example>
    public static ScriptWsOptions From(IConfiguration section, string? baseDirectory = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        var errors = new List<ConfigurationError>();
        SettingKeys.Check(section, FullKey, errors);
        return OptionsReader.Read(section, Path.GetFullPath(baseDirectory ?? "."), FullKey, errors);

        string FullKey(string key) => section is IConfigurationSection { Path: var path } ? ConfigurationPath.Combine(path, key) : key;
    }
}

