using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary>What a command line names to be run: a configuration, a script, or both. Found once, so that a file that vanishes later is no riddle.</summary>
/// <param name="Configuration">The path of a server.json; <c>null</c> for the defaults.</param>
/// <param name="Script">A script in place of the configuration's endpoints.</param>
internal sealed record RunTarget(string? Configuration, string? Script)
{
    public const string DefaultName = "server.json";

    private const int MaxCandidates = 5;
    private static readonly string[] ScriptEndings = [".js", ".mjs", ".ts", ".mts"];
    private static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System, IgnoreInaccessible = true };

    /// <param name="path">The argument: a configuration, a folder with one, a script; or <c>null</c> for the current folder.</param>
    /// <param name="script">The value of <c>--script</c>.</param>
    /// <param name="command">The command that was given, for advice.</param>
    /// <exception cref="CommandException">There is nothing to run; the message says what there is instead.</exception>
    public static RunTarget Find(string? path, string? script, string command)
    {
        if (script is not null) Require(script, $"--script {script}");
        if (path is null) return ServerConfiguration.Exists(DefaultName) || script is not null ? new RunTarget(ServerConfiguration.Exists(DefaultName) ? DefaultName : null, script) : throw NothingIn(".", command);
        if (Directory.Exists(path)) return ServerConfiguration.Exists(Path.Combine(path, DefaultName)) ? new RunTarget(Path.Combine(path, DefaultName), script) : throw NothingIn(path, command);
        if (!IsScript(path)) return new RunTarget(path, script);
        if (script is not null) throw new CommandException($"{path} and --script {script} are two scripts; name one.");

        Require(path, path);
        return new RunTarget(null, path);
    }

    private static bool IsScript(string path) =>
        ScriptEndings.Contains(Path.GetExtension(path)) && !Path.GetFileNameWithoutExtension(path).EndsWith(".d", StringComparison.Ordinal);

    private static void Require(string script, string asWritten)
    {
        if (ServerConfiguration.Exists(script)) return;

        var folder = Path.GetDirectoryName(script) is { Length: > 0 } named ? named : ".";
        var nearest = Directory.Exists(folder) ? Spelling.Nearest(Path.GetFileName(script), ScriptsIn(folder).Select(file => Path.GetFileName(file)!)) : null;
        throw new CommandException($"{asWritten}: there is no such file{(nearest is null ? "." : $"; did you mean \"{Joined(folder, nearest)}\"?")}");
    }

    private static CommandException NothingIn(string folder, string command)
    {
        var above = Path.GetDirectoryName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar));
        string[] candidates = above is not null && File.Exists(Path.Combine(above, DefaultName)) ? [Path.GetRelativePath(".", above)] :
        [
            .. Directory.EnumerateDirectories(folder, "*", Visible).Where(below => File.Exists(Path.Combine(below, DefaultName))).Order(StringComparer.Ordinal)
                .Concat(ScriptsIn(folder)).Take(MaxCandidates + 1).Select(found => Joined(folder, Path.GetFileName(found))),
        ];
        var place = folder == "." ? "here" : $"in {folder}";
        return new CommandException(candidates switch
        {
            [] => $"there is no {DefaultName} {place}; name one, serve a script with \"scriptws run SCRIPT.js\", or make a server with \"scriptws new DIRECTORY\".",
            [var one] => $"there is no {DefaultName} {place}; did you mean \"scriptws {command} {one}\"?",
            _ => $"there is no {DefaultName} {place}; name what to run: {string.Join(", ", candidates.Take(MaxCandidates))}{(candidates.Length > MaxCandidates ? " …" : "")}.",
        });
    }

    private static IEnumerable<string> ScriptsIn(string folder) => Directory.EnumerateFiles(folder, "*", Visible).Where(IsScript).Order(StringComparer.Ordinal);

    private static string Joined(string folder, string name) => folder == "." ? name : Path.Combine(folder, name);
}
