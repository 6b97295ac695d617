using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary>Finds and reads the configuration that <c>run</c> and <c>check</c> were asked for.</summary>
internal static class ConfigurationFile
{
    public const string DefaultName = "server.json";

    /// <param name="file">The file that the user named, or <c>null</c> for ./server.json.</param>
    /// <param name="script">A script in place of the endpoints and static folders, or <c>null</c>.</param>
    /// <param name="settings">Settings over the file's.</param>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    /// <exception cref="CommandException">There is none.</exception>
    public static ScriptWsOptions Load(string? file, string? script, IReadOnlyList<string> settings)
    {
        var options = file is not null || File.Exists(DefaultName)
            ? ServerConfiguration.Load(file ?? DefaultName, settings)
            : script is not null
                ? ServerConfiguration.Defaults(settings)
                : throw new CommandException(
                    "there is no server.json here; name one, serve a script with --script FILE, or make a server with \"scriptws new DIRECTORY\".");
        if (script is null) return options;

        // The pages in the file belong to its endpoints; those on the command line to this script.
        return options with { Endpoints = [WithScript(options, script)], Static = ServerConfiguration.Defaults(settings).Static };
    }

    private static EndpointOptions WithScript(ScriptWsOptions options, string script)
    {
        // The user means the current folder, the configuration its own.
        var full = Path.GetFullPath(script);
        var relative = Path.GetRelativePath(options.BaseDirectory, full);
        var path = (relative.StartsWith("..", StringComparison.Ordinal) ? full : relative).Replace('\\', '/');
        return (options.Endpoints.FirstOrDefault(endpoint => endpoint.Path == "/") ?? new EndpointOptions()) with { Script = path };
    }
}
