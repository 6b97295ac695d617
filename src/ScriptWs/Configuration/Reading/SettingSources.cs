using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace ScriptWs.Configuration;

/// <summary>The sources of a server's settings, each overriding the previous one: a file, environment variables, arguments.</summary>
internal sealed class SettingSources
{
    private const string Prefix = "SCRIPTWS_";

    private readonly SettingsFile? _file;
    private readonly IConfigurationRoot _environment;
    private readonly IConfigurationRoot _commandLine;

    /// <param name="file">The file; <c>null</c> for none.</param>
    /// <param name="arguments">As in <c>["--limits:maxConnections", "100"]</c>.</param>
    /// <param name="errors">Where errors are added.</param>
    /// <exception cref="ConfigurationException">The arguments cannot be told apart.</exception>
    public SettingSources(SettingsFile? file, IReadOnlyList<string> arguments, List<ConfigurationError> errors)
    {
        _file = file;
        var variables = new EnvironmentVariablesConfigurationSource { Prefix = Prefix };
        var settings = new CommandLineConfigurationSource { Args = arguments };
        _environment = new ConfigurationBuilder().Add(variables).Build();
        CheckArguments(arguments, errors);
        _commandLine = new ConfigurationBuilder().Add(settings).Build();
        SettingKeys.Check(_environment, VariableOf, errors);
        SettingKeys.Check(_commandLine, key => $"--{key}", errors);

        var all = new ConfigurationBuilder();
        if (file is not null) all.Add(file.Source);
        Values = all.Add(variables).Add(settings).Build();
    }

    /// <summary>All of them together.</summary>
    public IConfiguration Values { get; }

    /// <summary>
    /// What a flat key comes from: <c>server.json(6)</c>, <c>SCRIPTWS_LIMITS__MAXMESSAGESIZE</c> or
    /// <c>--limits:maxMessageSize</c>.
    /// </summary>
    public string SourceOf(string key)
    {
        // An element of a list that the sources fill together, and a key that no source sets, belong to what is nearest above them.
        for (var at = key; at.Length > 0; at = at.Contains(':') ? at[..at.LastIndexOf(':')] : "")
        {
            if (_commandLine[at] is not null) return $"--{at}";
            if (_environment[at] is not null) return VariableOf(at);
            if (_file?.PlaceOf(at) is { } place) return place;
        }

        return _file?.Name ?? "";
    }

    /// <summary>Refuses what the command-line source would silently leave out.</summary>
    private static void CheckArguments(IReadOnlyList<string> arguments, List<ConfigurationError> errors)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            // The text is not shown: it may be a password that lost its key.
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                throw new ConfigurationException([.. errors, new($"argument {i + 1}", "", "settings are given as --section:key value")]);
            if (arguments[i].Contains('=')) continue;
            if (++i == arguments.Count)
                errors.Add(new(arguments[i - 1], "", "the value is missing; settings are given as --section:key value"));
        }
    }

    private static string VariableOf(string key) => Prefix + key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
}
