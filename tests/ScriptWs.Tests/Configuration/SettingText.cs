using System.Globalization;
using System.Text.RegularExpressions;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

/// <summary>The texts that are generated from a setting.</summary>
internal static partial class SettingText
{
    /// <summary>Regenerates every file that is made of the settings, when the tests run with it.</summary>
    public static bool IsUpdated => Environment.GetEnvironmentVariable("UPDATE_SETTINGS") == "1";

    public const string HowToUpdate = "run once: UPDATE_SETTINGS=1 dotnet run --project tests/ScriptWs.Tests -- -namespace ScriptWs.Tests.Configuration";

    /// <summary>The default as server.json writes it.</summary>
    public static string DefaultOf(Setting setting) => (setting.Kind, setting.Default) switch
    {
        (_, null) => "null",
        (SettingKind.List, _) => "[]",
        (SettingKind.Map or SettingKind.Data, _) => "{}",
        (_, bool flag) => flag ? "true" : "false",
        (_, TimeSpan duration) => duration == TimeSpan.Zero ? "0" : $"\"{SettingValue.Show(duration)}\"",
        (_, long size) => size == 0 ? "0" : $"\"{SettingValue.Show(size)}\"",
        (SettingKind.Choice, var choice) => $"\"{setting.Choices.First(name => name.Equals($"{choice}", StringComparison.OrdinalIgnoreCase))}\"",
        (_, string text) => $"\"{text}\"",
        (_, var number) => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The lines of a property's summary.</summary>
    public static string SummaryOf(Setting setting) => HasOwnRecord(setting)
        ? $"    /// <inheritdoc cref=\"{setting.Type.Name}\"/>"
        : Summary($"{Markup(setting.Attribute.Description)} Default: <c>{DefaultOf(setting).Trim('"')}</c>.", "    ");

    /// <summary>The lines of the summary of a section's record.</summary>
    public static string SummaryOf(PlacedSetting section) => section.Setting.Kind == SettingKind.List
        ? Summary($"One entry of <c>{section.Path}</c>.", "")
        : Summary($"The section <c>{section.Path}</c>. {Markup(section.Setting.Attribute.Description)}", "");

    public static string Effect(Effect effect) => effect switch
    {
        ScriptWs.Configuration.Effect.Immediately => "immediately",
        ScriptWs.Configuration.Effect.NextHandshake => "new connections",
        ScriptWs.Configuration.Effect.NextVersion => "next version",
        ScriptWs.Configuration.Effect.NewEngines => "new engines",
        _ => "restart",
    };

    /// <summary>A section that is always there is described by its record.</summary>
    private static bool HasOwnRecord(Setting setting) => setting is { Kind: SettingKind.Section, IsNullable: false };

    private static string Markup(string description) =>
        Code().Replace(description.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal), "<c>$1</c>");

    private static string Summary(string text, string indent)
    {
        const int OneLine = 140, Wide = 128;
        var line = $"{indent}/// <summary>{text}</summary>";
        if (line.Length <= OneLine) return line;

        var lines = new List<string> { $"{indent}/// <summary>" };
        line = $"{indent}///";
        foreach (var word in text.Split(' '))
        {
            if (line.Length + 1 + word.Length > Wide)
            {
                lines.Add(line);
                line = $"{indent}///";
            }

            line += $" {word}";
        }

        return string.Join('\n', [.. lines, line, $"{indent}/// </summary>"]);
    }

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();
}
