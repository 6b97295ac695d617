using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ScriptWs.Configuration;

/// <summary>Makes options of flat keys, whichever source each came from.</summary>
/// <param name="errors">Where errors are added.</param>
/// <param name="sourceOf">Names the source of a flat key.</param>
/// <param name="data">A file's values of the user's own names, by flat key; <c>null</c> without a file that decides their kinds.</param>
internal sealed partial class SettingsBinder(
    List<ConfigurationError> errors, Func<string, string> sourceOf, IReadOnlyDictionary<string, JsonElement>? data = null)
{
    private int _above;

    /// <summary>A flat key as people write it: <c>endpoints[0].path</c>.</summary>
    public static string Dotted(string path) => Index().Replace(path, "[$1]").Replace(':', '.');

    /// <param name="document">What is made.</param>
    /// <param name="values">The whole configuration, or a section of an application's.</param>
    public object Read(Setting document, IConfiguration values)
    {
        _above = values is IConfigurationSection { Path: var path } ? path.Length + 1 : 0;
        return Bind(document, values);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "ILLink.Descriptors.xml keeps the records.")]
    private object Bind(Setting section, IConfiguration values)
    {
        var result = Activator.CreateInstance(section.Type)!;
        foreach (var setting in section.Keys)
        {
            if (Read(setting, values.GetSection(setting.Key)) is { } value) setting.Assign(result, value);
        }

        return result;
    }

    private object? Read(Setting setting, IConfigurationSection value)
    {
        if (setting.Kind == SettingKind.Data) return ReadData(value);
        if (!value.Exists()) return null;

        switch (setting.Kind)
        {
            case SettingKind.Section when setting.Attribute.TakesFlag && bool.TryParse(value.Value, out var flag):
                return BindFlag(setting, value, flag);
            case SettingKind.Section or SettingKind.List or SettingKind.Map when value.Value is { Length: > 0 } found:
                // Secrets may be in it.
                var shown = setting.Attribute.IsSecret || setting.HoldsSecrets ? "something else" : SettingValue.Quote(found);
                Refuse(
                    value.Path,
                    $"must be {SettingValue.Wanted(setting)} (found {shown}); set one of its keys, as in {Example(setting, value)}");
                return null;
            case SettingKind.Section:
                return Bind(setting, value);
            case SettingKind.Map:
                return value.GetChildren()
                    .ToDictionary(child => child.Key, child => Read(setting.Element, child) as string ?? "", StringComparer.Ordinal);
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

    private JsonElement ReadData(IConfigurationSection value)
    {
        var ofFile = data is not null && data.TryGetValue(value.Path, out var found) ? found : default;
        if (value.Value is { Length: > 0 }) Refuse(value.Path, "must be an object { … } (found something else); set one of its keys");
        return value.GetChildren().Any() ? SettingsData.Overlay(ofFile, value, isTyped: data is not null, Refuse) : ofFile;
    }

    /// <summary>A section that <c>true</c> or <c>false</c> stands for, beside keys that another source may add.</summary>
    private object BindFlag(Setting section, IConfigurationSection value, bool flag)
    {
        var enabled = section.Keys.First(key => key.Key == "enabled");
        var result = Bind(section, value);
        if (value[enabled.Key] is null) enabled.Assign(result, flag);
        else if (!bool.TryParse(value[enabled.Key], out var own) || own != flag)
            Refuse(value.Path, "and its key enabled differ; set one of the two");
        return result;
    }

    private Array ReadList(Setting setting, IConfigurationSection value)
    {
        var element = setting.Element;
        // In the order of their numbers, as ConfigurationKeyComparer has them.
        var items = value.GetChildren()
            // The entry {} of a JSON file has a key and neither a value nor keys inside.
            .Select(child => element.Kind == SettingKind.Section && !child.Exists() ? Bind(element, child) : Read(element, child))
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
        var own = path[_above..];
        var (source, key) = (sourceOf(own), Dotted(own));
        // A value of the file was checked with its line already.
        if (!errors.Any(error => error.Key == key && error.Source == source)) errors.Add(new(source, key, problem));
    }

    [GeneratedRegex(":([0-9]+)(?=:|$)")]
    private static partial Regex Index();
}
