using System.Collections;
using System.Text.Json;

namespace ScriptWs.Configuration;

/// <summary>Checks each value of options made in C# as the reader checks a file's: present, a known name, in its range.</summary>
internal static class OptionsValues
{
    /// <returns>Errors without a source, their keys as in <c>endpoints[0].path</c>.</returns>
    public static IReadOnlyList<ConfigurationError> Check(ScriptWsOptions options)
    {
        var errors = new List<ConfigurationError>();
        Check(ServerSettings.Root, options, "", errors);
        if (options.BaseDirectory is null) errors.Add(new("", "baseDirectory", "must be a folder (found null)"));
        return errors;
    }

    private static void Check(Setting setting, object? value, string key, List<ConfigurationError> errors)
    {
        if (value is null)
        {
            if (!setting.IsNullable) errors.Add(new("", key, $"must be {SettingValue.Wanted(setting)} (found null)"));
        }
        else if (value is JsonElement data)
        {
            if (data.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
                errors.Add(new("", key, $"must be {SettingValue.Wanted(setting)} (found something else)"));
        }
        else if (setting.Kind == SettingKind.Section && value.Equals(setting.Default))
        {
            // Most sections are left as they are.
        }
        else if (setting.Kind == SettingKind.Section)
        {
            foreach (var inner in setting.Keys)
                Check(inner, inner.ValueIn(value), key.Length == 0 ? inner.Key : $"{key}.{inner.Key}", errors);
        }
        else if (setting.Kind == SettingKind.Map)
        {
            foreach (var (name, text) in (IReadOnlyDictionary<string, string>)value) Check(setting.Element, text, $"{key}.{name}", errors);
        }
        else if (setting.Kind == SettingKind.List)
        {
            var index = 0;
            foreach (var entry in (IEnumerable)value) Check(setting.Element, entry, $"{key}[{index++}]", errors);
        }
        else if (setting.Kind == SettingKind.Choice && !Enum.IsDefined(setting.Type, value))
        {
            errors.Add(new("", key, $"must be {SettingValue.Wanted(setting)} (found {value:D})"));
        }
        else if (SettingValue.CheckRange(setting, value, Show(value)) is { } problem)
        {
            errors.Add(new("", key, problem));
        }
    }

    private static string Show(object value) => value switch
    {
        TimeSpan duration => SettingValue.Show(duration),
        long size => SettingValue.Show(size),
        _ => $"{value}",
    };
}
