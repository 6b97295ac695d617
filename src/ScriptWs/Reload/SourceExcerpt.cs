using System.Globalization;
using System.Text.RegularExpressions;

namespace ScriptWs.Reload;

/// <summary>The place that a message of a reload names, shown in its source.</summary>
public static partial class SourceExcerpt
{
    /// <summary>Characters of a source line at most.</summary>
    private const int MaxWidth = 160;

    /// <summary>Lines shown before the one that is meant.</summary>
    private const int Before = 2;

    /// <param name="message">What went wrong, with <c>file:line:column</c> somewhere in it.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <returns>The lines to show, without control characters, the one that is meant behind <c>&gt;</c> and a pointer below it; none when the message names no place, or the file is not there.</returns>
    public static IReadOnlyList<string> Of(string message, string folder)
    {
        var place = Place().Match(message);
        if (!place.Success) return [];

        var (line, column) = (int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture), int.Parse(place.Groups["column"].Value, CultureInfo.InvariantCulture));
        try
        {
            var lines = File.ReadLines(Path.Combine(folder, place.Groups["file"].Value)).Take(line).Index().TakeLast(Before + 1).ToList();
            if (lines.Count == 0 || lines[^1].Index != line - 1) return [];

            var pointer = column <= MaxWidth ? $"  {new string(' ', 5)} │ {new string(' ', column - 1)}^" : "";
            return [.. lines.Select(one => $"{(one.Index == line - 1 ? '>' : ' ')} {one.Index + 1,5} │ {Shown(one.Item)}"), pointer];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>A tab is as wide as one character, so that the pointer below stands where it should.</summary>
    private static string Shown(string source)
    {
        var text = string.Concat(source.Replace('\t', ' ').Select(c => char.IsControl(c) ? '\ufffd' : c));
        return text.Length <= MaxWidth ? text : text[..MaxWidth] + "…";
    }

    [GeneratedRegex(@"(?:^|: )(?<file>[^:]+):(?<line>\d{1,9}):(?<column>\d{1,9}): ")]
    private static partial Regex Place();
}
