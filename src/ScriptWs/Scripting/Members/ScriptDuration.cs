using System.Globalization;
using System.Text.RegularExpressions;

namespace ScriptWs.Scripting;

/// <summary>Durations as scripts write them: <c>"500ms"</c>, <c>"30s"</c>, <c>"5m"</c>, <c>"12h"</c> or <c>"7d"</c>.</summary>
internal static partial class ScriptDuration
{
    /// <summary>The longest, of 1,000 years.</summary>
    private const double MaxMilliseconds = 1000 * 366 * 86_400_000.0;

    /// <returns><c>null</c> when the text is no duration.</returns>
    public static TimeSpan? Parse(string text)
    {
        var match = Text().Match(text);
        if (!match.Success) return null;

        var number = double.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return OfMilliseconds(number * match.Groups[2].Value switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => 86_400_000,
        });
    }

    /// <returns><c>null</c> when it is negative, too long or no number.</returns>
    public static TimeSpan? OfMilliseconds(double milliseconds) =>
        milliseconds is >= 0 and <= MaxMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    [GeneratedRegex(@"^([0-9]{1,10}(?:\.[0-9]{1,6})?)(ms|s|m|h|d)$")]
    private static partial Regex Text();
}
