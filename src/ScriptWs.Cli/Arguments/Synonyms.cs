using System.CommandLine;

namespace ScriptWs.Cli;

/// <summary>Words of other tools, and what they are called here.</summary>
internal static class Synonyms
{
    private static readonly Dictionary<string, string> Commands = new(StringComparer.OrdinalIgnoreCase)
    {
        ["serve"] = "run",
        ["server"] = "run",
        ["start"] = "run",
        ["up"] = "run",
        ["dev"] = "run --dev",
        ["watch"] = "run --dev",
        ["supervise"] = "run --supervised",
        ["init"] = "new",
        ["create"] = "new",
        ["validate"] = "check",
        ["lint"] = "check",
        ["client"] = "connect",
        ["load"] = "bench",
        ["benchmark"] = "bench",
        ["adduser"] = "user",
        ["passwd"] = "user",
        ["certificate"] = "cert",
        ["completions"] = "completion",
        ["help"] = "scriptws --help",
        ["version"] = "scriptws --version",
    };

    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["--port"] = "--listen",
        ["-p"] = "--listen",
        ["--host"] = "--listen",
        ["--address"] = "--listen",
        ["--bind"] = "--listen",
        ["--watch"] = "--dev",
        ["-w"] = "--dev",
        ["--verbose"] = "--log-level debug",
        ["--debug"] = "--log-level debug",
        ["--quiet"] = "--log-level warning",
        ["-q"] = "--log-level warning",
        ["-H"] = "--header",
        ["-k"] = "--insecure",
        ["-u"] = "--user",
        ["-c"] = "--connections",
        ["-d"] = "--duration",
        ["-t"] = "--tags",
    };

    /// <returns>What the word is here, to be typed after <c>scriptws</c>; <c>null</c> for one that no tool has.</returns>
    public static string? OfCommand(string word) => Commands.GetValueOrDefault(word);

    /// <returns>The option that the command has in its place; <c>null</c> when it has none.</returns>
    public static string? OfOption(string word, Command command)
    {
        if (word is "-v" or "-V" or "--v") return "scriptws --version";
        return Options.GetValueOrDefault(word) is { } known && command.Options.Any(option => option.Name == known.Split(' ')[0]) ? known : null;
    }
}
