namespace ScriptWs.Cli;

/// <summary>Takes the settings (<c>--limits:maxConnections 100</c>) out of a command line: they belong to the configuration.</summary>
internal static class SettingArguments
{
    private static readonly string[] CommandsWithSettings = ["run", "check", "types"];

    /// <param name="args">The whole command line.</param>
    /// <param name="settings">The settings, as name and value in turn.</param>
    /// <returns>The rest.</returns>
    public static IReadOnlyList<string> Split(IReadOnlyList<string> args, out IReadOnlyList<string> settings)
    {
        var (rest, found) = (new List<string>(), new List<string>());
        settings = found;
        if (args.Count == 0 || !CommandsWithSettings.Contains(args[0])) return args;

        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].IndexOf('=') is var at and > 0 ? (args[i][..at], args[i][(at + 1)..]) : (args[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal) || !name.Contains(':'))
            {
                rest.Add(args[i]);
                continue;
            }

            value ??= i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null;
            found.Add(name);
            found.Add(value ?? throw new CommandException($"{name} needs a value: {name} VALUE."));
        }

        return rest;
    }
}
