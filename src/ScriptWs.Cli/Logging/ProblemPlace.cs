using System.Globalization;
using System.Text.RegularExpressions;

namespace ScriptWs.Cli;

/// <summary>The file and line that a sentence for the user begins with.</summary>
internal static partial class ProblemPlace
{
    /// <returns>As in <c>server.json(6): …</c> of a configuration, or <c>chat.js:3:7: …</c> of a script; <c>null</c> without a place.</returns>
    public static (string File, int Line)? Of(string problem) => Leading().Match(problem) is { Success: true } place
        ? (place.Groups["file"].Value, int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture))
        : null;

    [GeneratedRegex(@"^(?<file>(?:(?!: ).)+?)(?:\((?<line>[0-9]{1,9})\)|:(?<line>[0-9]{1,9}):[0-9]+): ", RegexOptions.CultureInvariant)]
    private static partial Regex Leading();
}
