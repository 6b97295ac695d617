using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ScriptWs.Configuration;

/// <summary>Refuses the keys of a configuration that are no settings: .NET's providers accept any.</summary>
internal static class SettingKeys
{
    /// <param name="values">The configuration, or a section of it.</param>
    /// <param name="sourceOf">Names a flat key as its source does.</param>
    /// <param name="errors">Where errors are added.</param>
    public static void Check(IConfiguration values, Func<string, string> sourceOf, List<ConfigurationError> errors)
    {
        foreach (var (key, value) in values.AsEnumerable(makePathsRelative: true))
        {
            // A key without a value is the beginning of others, unless it is an empty section of a JSON file.
            if (key.Length == 0 || (value is null && values.GetSection(key).GetChildren().Any())) continue;
            if (Problem(key) is { } problem) errors.Add(new(sourceOf(key), "", problem));
        }
    }

    private static string? Problem(string key)
    {
        var parent = ServerSettings.Root;
        foreach (var part in key.Split(':'))
        {
            if (parent.Kind == SettingKind.Data) return null;
            if (parent.Kind == SettingKind.Map || (parent.Kind == SettingKind.List && IsIndex(part)))
            {
                parent = parent.Element;
                continue;
            }

            var settings = parent.Keys;
            if (settings.FirstOrDefault(setting => setting.Key.Equals(part, StringComparison.OrdinalIgnoreCase)) is not { } setting)
            {
                var nearest = Nearest.To(part, settings.Select(setting => setting.Key));
                var advice = nearest is null ? "" : $"; did you mean \"{nearest}\"?";
                return key == "$schema" ? null : $"{SettingValue.Quote(part)} is not a setting{advice}";
            }

            parent = setting;
        }

        return null;
    }

    private static bool IsIndex(string part) => int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
