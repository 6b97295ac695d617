using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ScriptWs.Configuration;

/// <summary>Makes options of flat keys, whichever source each came from.</summary>
internal sealed partial class SettingsBinder(List<ConfigurationError> errors, Func<string, string> sourceOf)
{
    /// <summary>A flat key as people write it: <c>endpoints[0].path</c>.</summary>
    public static string Dotted(string path) => Index().Replace(path, "[$1]").Replace(':', '.');

    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "ILLink.Descriptors.xml keeps the records.")]
    public object Bind(Setting section, IConfiguration values)
    {
        var result = Activator.CreateInstance(section.Type)!;
        foreach (var setting in section.Keys)
        {
            if (Read(setting, values.GetSection(setting.Key)) is { } value) setting.Property!.SetValue(result, value);
        }

        return result;
    }

    private object? Read(Setting setting, IConfigurationSection value)
    {
        if (!value.Exists()) return null;

        switch (setting.Kind)
        {
            case SettingKind.Section or SettingKind.List or SettingKind.Map when value.Value is { Length: > 0 } found:
                Refuse(value.Path, $"must be {SettingValue.Wanted(setting)} (found {SettingValue.Quote(found)}); set one of its keys, as in {Example(setting, value)}");
                return null;
            case SettingKind.Section:
                return Bind(setting, value);
            case SettingKind.Map:
                return value.GetChildren().ToDictionary(child => child.Key, child => Read(setting.Element, child) as string ?? "", StringComparer.Ordinal);
            case SettingKind.List:
                return ReadList(setting, value);
            default:
                if (value.Value is not { } text)
                {
                    Refuse(value.Path, $"must be {SettingValue.Wanted(setting)}");
                    return null;
                }

                var read = SettingValue.Read(setting, text, out var problem);
                if (problem is not null) Refuse(value.Path, problem);
                return read;
        }
    }

    private Array ReadList(Setting setting, IConfigurationSection value)
    {
        var element = setting.Element;
        var items = value.GetChildren().OrderBy(child => int.TryParse(child.Key, out var index) ? index : int.MaxValue)
            .Select(child => Read(element, child))
            .Where(item => item is not null)
            .ToArray();
        var list = Array.CreateInstance(element.Type, items.Length);
        items.CopyTo(list, 0);
        return list;
    }

    private static string Example(Setting setting, IConfigurationSection value)
    {
        var entry = setting.Kind == SettingKind.List ? setting.Element : setting;
        var path = setting.Kind == SettingKind.List ? $"{value.Path}:0" : value.Path;
        return entry.Keys.Count > 0 ? $"{path}:{entry.Keys[0].Key}" : path;
    }

    private void Refuse(string path, string problem)
    {
        // A value of the file was checked with its line already.
        var source = sourceOf(path);
        if (!errors.Any(error => error.Key == Dotted(path) && error.Source == source)) errors.Add(new(source, Dotted(path), problem));
    }

    [GeneratedRegex(":([0-9]+)(?=:|$)")]
    private static partial Regex Index();
}
