using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScriptWs.Configuration;

/// <summary>The JSON schema that lets an editor complete and check a server.json; made of the same settings that read it.</summary>
internal static class ConfigurationSchema
{
    private const string Duration = "^[0-9]{1,10}(\\.[0-9]{1,6})?(ms|s|m|h|d)?$";
    private const string Size = "^[0-9]{1,16}(\\.[0-9]{1,6})? ?(B|KiB|MiB|GiB|KB|MB|GB)?$";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text()
    {
        var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = "ScriptWs server.json" };
        foreach (var (name, value) in Section(ServerSettings.Root).ToArray())
        {
            schema[name] = value?.DeepClone();
        }

        schema["properties"]!.AsObject().Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Section(Setting section)
    {
        var properties = new JsonObject();
        foreach (var setting in section.Keys) properties[setting.Key] = Describe(setting);
        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Describe(Setting setting)
    {
        var schema = Shape(setting);
        schema["description"] = DescriptionOf(setting);
        if (DefaultOf(setting) is { } value) schema["default"] = value;
        if (!setting.IsNullable) return schema;

        schema.Remove("description");
        schema.Remove("default");
        return new JsonObject { ["description"] = DescriptionOf(setting), ["default"] = null, ["anyOf"] = Alternatives(setting, schema) };
    }

    /// <summary>Editors show it as plain text.</summary>
    private static string DescriptionOf(Setting setting) => setting.Attribute.Description.Replace("`", "", StringComparison.Ordinal);

    private static JsonArray Alternatives(Setting setting, JsonObject schema) => setting.Attribute.TakesFlag
        ? new JsonArray(new JsonObject { ["type"] = "null" }, new JsonObject { ["type"] = "boolean" }, schema)
        : new JsonArray(new JsonObject { ["type"] = "null" }, schema);

    private static JsonObject Shape(Setting setting) => setting.Kind switch
    {
        SettingKind.Section => Section(setting),
        SettingKind.List => new JsonObject { ["type"] = "array", ["items"] = Shape(setting.Element) },
        SettingKind.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Shape(setting.Element) },
        SettingKind.Data => new JsonObject { ["type"] = "object" },
        SettingKind.Flag => new JsonObject { ["type"] = "boolean" },
        SettingKind.Number => Number(setting),
        SettingKind.Size => Measure(Size, setting, 1),
        SettingKind.Duration => Measure(Duration, setting, 1000),
        SettingKind.Choice => new JsonObject { ["enum"] = new JsonArray([.. setting.Choices.Select(choice => (JsonNode)choice)]) },
        _ => new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Number(Setting setting)
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = setting.Attribute.Minimum };
        if (setting.Attribute.Maximum != long.MaxValue) schema["maximum"] = setting.Attribute.Maximum;
        return schema;
    }

    /// <summary>A text with a unit, or a bare number.</summary>
    private static JsonObject Measure(string pattern, Setting setting, double perUnit) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "string", ["pattern"] = pattern },
            new JsonObject { ["type"] = "number", ["minimum"] = setting.Attribute.Minimum / perUnit }),
    };

    private static JsonNode? DefaultOf(Setting setting) => setting.Default switch
    {
        bool flag => flag,
        int number => number,
        string text => text,
        TimeSpan duration => SettingValue.Show(duration),
        long size => SettingValue.Show(size),
        Enum choice => setting.Choices.First(name => name.Equals(choice.ToString(), StringComparison.OrdinalIgnoreCase)),
        _ => null,
    };
}
