using System.Globalization;
using System.Text.RegularExpressions;

namespace ScriptWs.Configuration;

/// <summary>Reads one value from its text, and says what would have been right.</summary>
internal static partial class SettingValue
{
    /// <returns>The value, or <c>null</c> with a problem such as <c>must be a duration such as "30s" (found "soon")</c>.</returns>
    public static object? Read(Setting setting, string text, out string? problem)
    {
        problem = null;
        object? value = setting.Kind switch
        {
            SettingKind.Text => text,
            SettingKind.Flag => ReadFlag(text),
            SettingKind.Number => ReadNumber(text),
            SettingKind.Size => ReadSize(text),
            SettingKind.Duration => ReadDuration(text),
            SettingKind.Choice => ReadChoice(setting, text),
            _ => null,
        };
        if (value is null)
        {
            problem = $"must be {Wanted(setting)} (found {Quote(text)})";
            return null;
        }

        problem = CheckRange(setting, value, text);
        return problem is null ? value : null;
    }

    /// <summary>What a key takes, in words.</summary>
    public static string Wanted(Setting setting) => setting.Kind switch
    {
        SettingKind.Section when setting.Attribute.TakesFlag => "true, false or an object { … }",
        SettingKind.Section or SettingKind.Map or SettingKind.Data => "an object { … }",
        SettingKind.List => "a list [ … ]",
        SettingKind.Text => "a text",
        SettingKind.Flag => "true or false",
        SettingKind.Number => "a whole number",
        SettingKind.Size => "a size such as \"64KiB\", \"1MiB\" or a number of bytes",
        SettingKind.Duration => "a duration such as \"30s\", \"500ms\", \"2m\" or a number of seconds",
        _ => string.Join(" or ", setting.Choices.Select(choice => $"\"{choice}\"")),
    };

    public static string Quote(string text) => $"\"{(text.Length > 60 ? text[..60] + "…" : text)}\"";

    public static string Show(TimeSpan duration) =>
        duration.TotalMilliseconds % 1000 == 0 ? $"{duration.TotalSeconds:0}s" : $"{duration.TotalMilliseconds:0}ms";

    public static string Show(long bytes) => bytes switch
    {
        > 0 when bytes % (1 << 20) == 0 => $"{bytes >> 20}MiB",
        > 0 when bytes % (1 << 10) == 0 => $"{bytes >> 10}KiB",
        _ => $"{bytes}B",
    };

    private static int? ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool TryParse(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    private static bool? ReadFlag(string text) => text.ToLowerInvariant() switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    private static object? ReadChoice(Setting setting, string text) =>
        setting.Choices.Contains(text) ? Enum.Parse(setting.Type, text, ignoreCase: true) : null;

    private static TimeSpan? ReadDuration(string text)
    {
        var match = DurationText().Match(text);
        if (!match.Success || !TryParse(match.Groups[1].ValueSpan, out var number)) return null;

        var milliseconds = number * match.Groups[2].Value switch
        {
            "ms" => 1,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => 1000,
        };
        return milliseconds < int.MaxValue ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    private static long? ReadSize(string text)
    {
        var match = SizeText().Match(text);
        if (!match.Success || !TryParse(match.Groups[1].ValueSpan, out var number)) return null;

        var bytes = number * match.Groups[2].Value switch
        {
            "KiB" => 1L << 10,
            "MiB" => 1L << 20,
            "GiB" => 1L << 30,
            "KB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            _ => 1L,
        };
        return bytes == Math.Floor(bytes) && bytes <= 1L << 50 ? (long)bytes : null;
    }

    public static string? CheckRange(Setting setting, object value, string text)
    {
        var (number, unit) = value switch
        {
            int whole => (whole, ""),
            long bytes => (bytes, " bytes"),
            TimeSpan duration => ((long)duration.TotalMilliseconds, " ms"),
            _ => (0L, null),
        };
        if (unit is null) return null;
        // Timers take no longer durations.
        var maximum = value is TimeSpan ? Math.Min(setting.Attribute.Maximum, int.MaxValue) : setting.Attribute.Maximum;
        if (number < setting.Attribute.Minimum) return $"must be at least {setting.Attribute.Minimum}{unit} (found {text})";
        return number > maximum ? $"must be at most {maximum}{unit} (found {text})" : null;
    }

    [GeneratedRegex(@"^([0-9]{1,10}(?:\.[0-9]{1,6})?)(ms|s|m|h|d)?$")]
    private static partial Regex DurationText();

    [GeneratedRegex(@"^([0-9]{1,16}(?:\.[0-9]{1,6})?) ?(B|KiB|MiB|GiB|KB|MB|GB)?$")]
    private static partial Regex SizeText();
}
