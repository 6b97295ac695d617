using System.Globalization;
using System.Text.RegularExpressions;
using Acornima;

namespace ScriptWs.Scripting;

/// <summary>A place in a script's files, as fields of the log.</summary>
/// <param name="File">The file, as messages name it.</param>
/// <param name="Line">The line, from 1; <c>null</c> where only the file is known.</param>
internal readonly partial record struct ScriptPlace(string File, int? Line)
{
    /// <summary>The place that a failure's description begins with, as in <c>main.js:3:7: TypeError: …</c>.</summary>
    /// <param name="description">What ScriptErrors made.</param>
    /// <param name="script">The file of a description that begins with no place.</param>
    public static ScriptPlace Of(string description, string script) =>
        Leading().Match(description) is { Success: true } match && int.TryParse(match.Groups["line"].Value, CultureInfo.InvariantCulture, out var line)
            ? new ScriptPlace(match.Groups["file"].Value, line)
            : new ScriptPlace(script, null);

    /// <summary>A node of a parsed script, as messages begin with it.</summary>
    public static string Text(SourceLocation location) => $"{location.SourceFile}:{location.Start.Line}:{location.Start.Column + 1}";

    // A message may hold colons and numbers too; the place ends before the first colon that a blank follows.
    [GeneratedRegex(@"^(?:onError failed: )?(?<file>(?:(?!: ).)+?):(?<line>[0-9]+):[0-9]+(?:: |$)", RegexOptions.CultureInvariant)]
    private static partial Regex Leading();
}
