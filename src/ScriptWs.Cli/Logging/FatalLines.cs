using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace ScriptWs.Cli.Logging;

/// <summary>The last lines of a command that failed, on stderr: sentences for people, or what <c>--log-format json</c> promises to programs.</summary>
internal static partial class FatalLines
{
    /// <param name="arguments">The command line. It may be what is wrong, so it is searched and not parsed.</param>
    /// <param name="problems">A sentence each.</param>
    /// <param name="output">Where they go.</param>
    public static void Write(IReadOnlyList<string> arguments, IEnumerable<string> problems, TextWriter output)
    {
        var isJson = WantsJson(arguments);
        foreach (var problem in problems) output.WriteLine(isJson ? LineOf(problem).ToJson(TimeProvider.System.GetUtcNow()) : $"scriptws: {problem}");
    }

    private static bool WantsJson(IReadOnlyList<string> arguments) => arguments.Index().Any(argument =>
        argument.Item is "--log-format=json" or "--log-format:json"
        || (argument.Item == "--log-format" && argument.Index + 1 < arguments.Count && arguments[argument.Index + 1] == "json"));

    private static LogLine LineOf(string problem)
    {
        var place = Place().Match(problem);
        KeyValuePair<string, object?>[] fields = place.Success
            ? [new("file", place.Groups["file"].Value), new("line", int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture))]
            : [];
        return new LogLine(LogLevel.Critical, "ScriptWs.Cli", 0, problem, null, fields);
    }

    // Of a configuration, "server.json(6): …"; of a script, "chat.js:3:7: …".
    [GeneratedRegex(@"^(?<file>(?:(?!: ).)+?)(?:\((?<line>[0-9]{1,9})\)|:(?<line>[0-9]{1,9}):[0-9]+): ", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
