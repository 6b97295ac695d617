using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Samples;

/// <summary>Every setting with its default as server.json writes it, from the options themselves.</summary>
internal static class SettingsTable
{
    public static IEnumerable<(string Setting, string Default)> FromOptions() =>
        Of(new ScriptWsOptions(), "");

    private static IEnumerable<(string Setting, string Default)> Of(object options, string prefix)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.Name is nameof(ScriptWsOptions.BaseDirectory) or nameof(ScriptWsOptions.File) or nameof(ScriptWsOptions.IsHosted)) continue; // where the file lies, not a setting

            var name = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var value = property.GetValue(options);
            if (value is IEnumerable and not string && Element(value) is { } element)
            {
                foreach (var row in Of(element, name + "[]."))
                    yield return row;
            }
            else if (value?.GetType().Name.EndsWith("Options", StringComparison.Ordinal) == true)
            {
                foreach (var row in Of(value, name + "."))
                    yield return row;
            }
            else
            {
                yield return (name, Written(value));
            }
        }
    }

    private static object? Element(object list) =>
        ((IEnumerable)list).Cast<object>().FirstOrDefault(item => item.GetType().Name.EndsWith("Options", StringComparison.Ordinal));

    private static string Written(object? value) => value switch
    {
        null => "null",
        bool yes => yes ? "true" : "false",
        string text => $"\"{text}\"",
        Enum choice => $"\"{JsonNamingPolicy.CamelCase.ConvertName(choice.ToString())}\"",
        TimeSpan time when time.Ticks % TimeSpan.TicksPerSecond == 0 => $"\"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s\"",
        TimeSpan time => $"\"{time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)}ms\"",
        long size when size % (1 << 20) == 0 => $"\"{size >> 20}MiB\"",
        long size when size % (1 << 10) == 0 => $"\"{size >> 10}KiB\"",
        IDictionary => "{}",
        IEnumerable => "[]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
