using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace ScriptWs.Configuration;

/// <summary>Reads server.json; then environment variables (<c>SCRIPTWS_LIMITS__MAXCONNECTIONS=100</c>) and arguments (<c>--limits:maxConnections 100</c>) over it.</summary>
public static class ServerConfiguration
{
    private const string Prefix = "SCRIPTWS_";

    /// <summary>Reads and checks a configuration file; its errors are told all at once.</summary>
    /// <param name="file">The path of a server.json; paths in it are relative to its folder.</param>
    /// <param name="arguments">Settings over the file's, as in <c>["--limits:maxConnections", "100"]</c>; none by default.</param>
    /// <exception cref="ConfigurationException">The file is missing, no JSON, or wrong.</exception>
    public static ScriptWsOptions Load(string file, IReadOnlyList<string>? arguments = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var errors = new List<ConfigurationError>();
        var values = SettingsFile.Read(file, ServerSettings.Root, errors, out var lines);
        if (errors.Count > 0 && lines.Count == 0) throw new ConfigurationException(errors);

        var full = Path.GetFullPath(file);
        return Build(values, errors, lines, Path.GetFileName(file), Path.GetDirectoryName(full)!, arguments ?? []) with { File = full };
    }

    /// <summary>Whether there is a configuration file, on disk or among those that a process starts from (<see cref="ScriptWsServer.UseKept"/>).</summary>
    /// <param name="file">Its path.</param>
    public static bool Exists(string file) => SourceFiles.Exists(file);

    /// <summary>Every setting of a configuration that has a value, as the file would name it.</summary>
    /// <param name="options">The configuration.</param>
    /// <returns>Keys as in <c>endpoints[0].path</c> with their values; secrets are shown as <c>…</c>.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Describe(ScriptWsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OptionsDiff.Describe(options);
    }

    /// <summary>The defaults, with environment variables and arguments over them; paths are relative to the current folder.</summary>
    /// <param name="arguments">Settings over the defaults, as in <c>["--limits:maxConnections", "100"]</c>; none by default.</param>
    /// <exception cref="ConfigurationException">A variable or an argument is wrong.</exception>
    public static ScriptWsOptions Defaults(IReadOnlyList<string>? arguments = null) =>
        Build([], [], [], "", Directory.GetCurrentDirectory(), arguments ?? []);

    private static ScriptWsOptions Build(
        Dictionary<string, string?> values,
        List<ConfigurationError> errors,
        Dictionary<string, int> lines,
        string name,
        string folder,
        IReadOnlyList<string> arguments)
    {
        var variables = new EnvironmentVariablesConfigurationSource { Prefix = Prefix };
        var settings = new CommandLineConfigurationSource { Args = arguments };
        var environment = new ConfigurationBuilder().Add(variables).Build();
        CheckArguments(arguments, errors);
        var commandLine = new ConfigurationBuilder().Add(settings).Build();
        CheckKeys(environment, VariableOf, errors);
        CheckKeys(commandLine, key => $"--{key}", errors);
        if (errors.Count > 0 && lines.Count == 0) throw new ConfigurationException(errors);

        var all = new ConfigurationBuilder().AddInMemoryCollection(values).Add(variables).Add(settings).Build();
        var result = (ScriptWsOptions)new SettingsBinder(errors, SourceOf).Bind(ServerSettings.Root, all) with { BaseDirectory = folder };
        errors.AddRange(OptionsRules.Check(result).Select(error => error.Source.Length > 0 ? error : error with { Source = SourceOf(Flat(error.Key)) }));
        return errors.Count == 0 ? result : throw new ConfigurationException([.. errors.OrderBy(LineOf)]);

        // An element of a list that the sources fill together, and a key that nobody set, belong to what is nearest above them.
        string SourceOf(string key)
        {
            for (var at = key; at.Length > 0; at = at.Contains(':') ? at[..at.LastIndexOf(':')] : "")
            {
                if (commandLine[at] is not null) return $"--{at}";
                if (environment[at] is not null) return VariableOf(at);
                if (lines.TryGetValue(at, out var line)) return $"{name}({line})";
            }

            return name;
        }

        int LineOf(ConfigurationError error) =>
            error.Source.StartsWith($"{name}(", StringComparison.Ordinal) && int.TryParse(error.Source[(name.Length + 1)..^1], out var line) ? line : int.MaxValue;
    }

    /// <summary>Refuses what the command-line source would silently leave out.</summary>
    private static void CheckArguments(IReadOnlyList<string> arguments, List<ConfigurationError> errors)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            // The text is not shown: it may be a password that lost its key.
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal)) throw new ConfigurationException([.. errors, new($"argument {i + 1}", "", "settings are given as --section:key value")]);
            if (arguments[i].Contains('=')) continue;
            if (++i == arguments.Count) errors.Add(new(arguments[i - 1], "", "the value is missing; settings are given as --section:key value"));
        }
    }

    private static void CheckKeys(IConfigurationRoot root, Func<string, string> sourceOf, List<ConfigurationError> errors)
    {
        foreach (var (key, value) in root.AsEnumerable().Where(pair => pair.Value is not null))
        {
            var settings = (IReadOnlyList<Setting>)[ServerSettings.Root];
            var known = ServerSettings.Root;
            foreach (var part in key.Split(':'))
            {
                if (known is { Kind: SettingKind.Map } || (known is { Kind: SettingKind.List } && int.TryParse(part, out _)))
                {
                    known = known.Element;
                    continue;
                }

                settings = known!.Keys;
                known = settings.FirstOrDefault(setting => setting.Key.Equals(part, StringComparison.OrdinalIgnoreCase));
                if (known is not null) continue;

                var nearest = Nearest.To(part, settings.Select(setting => setting.Key));
                var advice = nearest is null ? "" : $"; did you mean \"{nearest}\"?";
                errors.Add(new(sourceOf(key), "", $"{SettingValue.Quote(part)} is not a setting{advice}"));
                break;
            }
        }
    }

    private static string VariableOf(string key) => Prefix + key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();

    private static string Flat(string key) => key.Replace('.', ':').Replace("[", ":", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}
