using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary>Reads the configuration that <c>run</c>, <c>check</c> and <c>restart</c> were asked for.</summary>
internal static class ConfigurationFile
{
    /// <param name="target">What was named.</param>
    /// <param name="settings">Settings over the file's.</param>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static ScriptWsOptions Load(RunTarget target, IReadOnlyList<string> settings)
    {
        var options = target.Configuration is { } file ? ServerConfiguration.Load(file, settings) : ServerConfiguration.Defaults(settings);
        if (target.Script is not { } script) return options;

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
