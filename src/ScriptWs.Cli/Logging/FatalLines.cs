using Microsoft.Extensions.Logging;

namespace ScriptWs.Cli.Logging;

/// <summary>The last lines of a command that failed, on stderr: sentences for people, or what <c>--log-format json</c> promises to programs.</summary>
internal static class FatalLines
{
    /// <param name="arguments">The command line. It may be what is wrong, so it is searched and not parsed.</param>
    /// <param name="problems">A sentence each.</param>
    /// <param name="output">Where they go.</param>
    public static void Write(IReadOnlyList<string> arguments, IEnumerable<string> problems, TextWriter output)
    {
        var isJson = WantsJson(arguments);
        foreach (var problem in problems) output.WriteLine(isJson ? LineOf(problem).ToJson(TimeProvider.System.GetUtcNow()) : $"scriptws: {Printable.Lines(problem)}");
    }

    private static bool WantsJson(IReadOnlyList<string> arguments) => arguments.Index().Any(argument =>
        argument.Item is "--log-format=json" or "--log-format:json"
        || (argument.Item == "--log-format" && argument.Index + 1 < arguments.Count && arguments[argument.Index + 1] == "json"));

    private static LogLine LineOf(string problem)
    {
        KeyValuePair<string, object?>[] fields = ProblemPlace.Of(problem) is { } place ? [new("file", place.File), new("line", place.Line)] : [];
        return new LogLine(LogLevel.Critical, "ScriptWs.Cli", 0, problem, null, fields);
    }
}
