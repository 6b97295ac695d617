using System.Globalization;
using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

/// <summary>The tables of docs/configuration.md, generated from the settings: one per section of server.json.</summary>
internal static class SettingsReference
{
    public const string Begin = "<!-- settings: generated from here on -->\n";

    /// <summary>Everything below <see cref="Begin"/>.</summary>
    public static string Text()
    {
        var text = new StringBuilder();
        foreach (var group in Groups())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {string.Join(", ", group.Select(place => place.Path))}\n\n");
            if (IsSection(group[0])) text.Append(CultureInfo.InvariantCulture, $"{group[0].Setting.Attribute.Description}\n\n");
            text.Append("| setting | default | meaning | takes effect |\n|---|---|---|---|\n");
            foreach (var place in group.SelectMany(Rows)) text.Append(Row(place));
        }

        return text.ToString();
    }

    /// <summary>A section has a table of its own; the single settings between two sections share one.</summary>
    private static List<List<PlacedSetting>> Groups()
    {
        var groups = new List<List<PlacedSetting>>();
        foreach (var place in ServerSettings.All.Where(place => !place.Path.Contains('.', StringComparison.Ordinal)))
        {
            if (groups.Count == 0 || IsSection(place) || IsSection(groups[^1][0])) groups.Add([]);
            groups[^1].Add(place);
        }

        return groups;
    }

    private static bool IsSection(PlacedSetting place) => place.Keys.Any();

    /// <summary>What a user can write: a section that is always there has no value of its own.</summary>
    private static IEnumerable<PlacedSetting> Rows(PlacedSetting top) =>
        top.Below.Prepend(top).Where(place => !(IsSection(place) && (place == top || place.Setting is { Kind: SettingKind.Section, IsNullable: false })));

    private static string Row(PlacedSetting place) =>
        $"| `{place.Path}` | `{SettingText.DefaultOf(place.Setting)}` | {place.Setting.Attribute.Description} | {SettingText.Effect(place.Effect!.Value)} |\n";
}
