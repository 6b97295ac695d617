using System.Collections;
using System.Text.Json;

namespace ScriptWs.Configuration;

/// <summary>Which settings differ between two configurations, by their keys: a value may be a secret.</summary>
internal static class OptionsDiff
{
    private const string Hidden = "…";

    /// <returns>Keys as in <c>endpoints[0].path</c>, in the order of the options.</returns>
    public static IReadOnlyList<string> Between(ScriptWsOptions before, ScriptWsOptions after)
    {
        var (old, now) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        Flatten(ServerSettings.Root, before, "", old);
        Flatten(ServerSettings.Root, after, "", now);
        return [.. now.Keys.Union(old.Keys).Where(key => old.GetValueOrDefault(key) != now.GetValueOrDefault(key))];
    }

    /// <returns>Every setting that has a value, by its key, in the order of the options; secrets as <c>…</c>.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Describe(ScriptWsOptions options)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(ServerSettings.Root, options, "", flat, hidesSecrets: true);
        return [.. flat];
    }

    private static void Flatten(Setting setting, object? value, string key, Dictionary<string, string> flat, bool hidesSecrets = false)
    {
        switch (value)
        {
            case null or JsonElement { ValueKind: JsonValueKind.Undefined }:
                break;
            case IReadOnlyDictionary<string, string> map:
                foreach (var (name, text) in map) flat[$"{key}.{name}"] = text;
                break;
            case not string and IEnumerable list when setting.Kind == SettingKind.List:
                var index = 0;
                foreach (var item in list) Flatten(setting.Element, item, $"{key}[{index++}]", flat, hidesSecrets);
                break;
            case not null when setting.Kind == SettingKind.Section:
                foreach (var inner in setting.Keys) Flatten(inner, inner.ValueIn(value), Within(key, inner), flat, hidesSecrets);
                break;
            case not null when hidesSecrets && setting.Attribute.IsSecret:
                flat[key] = Hidden;
                break;
            case not null when hidesSecrets:
                flat[key] = Written(setting, value);
                break;
            default:
                flat[key] = value.ToString() ?? "";
                break;
        }
    }

    private static string Within(string section, Setting key) => section.Length == 0 ? key.Key : $"{section}.{key.Key}";

    /// <summary>A value as the file would have it.</summary>
    private static string Written(Setting setting, object value) => (setting.Kind, value) switch
    {
        (_, TimeSpan duration) => SettingValue.Show(duration),
        (_, bool flag) => flag ? "true" : "false",
        (SettingKind.Size, long size and > 0) => SettingValue.Show(size),
        (SettingKind.Choice, _) => setting.Choices.First(choice => choice.Equals($"{value}", StringComparison.OrdinalIgnoreCase)),
        _ => $"{value}",
    };
}
