using System.Globalization;
using System.Text.RegularExpressions;

namespace ScriptWs.Reload;

/// <summary>The place that a message names, shown in its source: the one that was written, where a source map leads to it.</summary>
public static partial class SourceExcerpt
{
    /// <summary>Characters of a source line at most.</summary>
    private const int MaxWidth = 160;

    /// <summary>Lines shown before the one that is meant.</summary>
    private const int Before = 2;

    /// <param name="message">What went wrong, with <c>file:line:column</c> somewhere in it.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <returns>The lines to show, without control characters, the one that is meant behind <c>&gt;</c> and a pointer below it; before them the original's place, if there is one. None when the message names no place, or the file is not there.</returns>
    public static IReadOnlyList<string> Of(string message, string folder)
    {
        var place = Place().Match(message);
        if (!place.Success) return [];

        var (line, column) = (int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture), int.Parse(place.Groups["column"].Value, CultureInfo.InvariantCulture));
        try
        {
            var file = Path.GetFullPath(Path.Combine(folder, place.Groups["file"].Value));
            return SourceMap.Find(file, folder, line, column) is { } original
                ? [$"  {Shown(original.Name)}:{original.Line}:{original.Column}", .. Of(original.Text, original.Line, original.Column)]
                : Of(File.ReadLines(file), line, column);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IReadOnlyList<string> Of(IEnumerable<string> source, int line, int column)
    {
        var lines = source.Take(line).Index().TakeLast(Before + 1).ToList();
        if (lines.Count == 0 || lines[^1].Index != line - 1) return [];

        var pointer = column <= MaxWidth ? $"  {new string(' ', 5)} │ {new string(' ', Math.Max(0, column - 1))}^" : "";
        return [.. lines.Select(row => $"{(row.Index == line - 1 ? '>' : ' ')} {row.Index + 1,5} │ {Shown(row.Item)}"), pointer];
    }

    /// <summary>A tab is as wide as one character, so that the pointer below stands where it should.</summary>
    private static string Shown(string source)
    {
        var start = source.Length <= MaxWidth ? source : source[..MaxWidth] + "…";
        return string.Concat(start.Replace('\t', ' ').Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '\ufffd' : c));
    }

    [GeneratedRegex(@"(?:^|: )(?<file>[^:]+):(?<line>\d{1,9}):(?<column>\d{1,9}): ")]
    private static partial Regex Place();
}
