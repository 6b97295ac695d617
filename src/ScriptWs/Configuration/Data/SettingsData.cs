using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace ScriptWs.Configuration;

/// <summary>
/// The values of a setting whose names are the user's own: objects, lists, texts, numbers and flags, as in <c>settings</c>.
/// </summary>
internal static class SettingsData
{
    /// <summary>The name of a flat key's parts, which a name must not contain.</summary>
    private const char Separator = ':';

    /// <summary>What is wrong with the names of an object, or <c>null</c>.</summary>
    public static string? Check(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().Select(Check).FirstOrDefault(problem => problem is not null);
        if (value.ValueKind != JsonValueKind.Object) return null;

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in value.EnumerateObject())
        {
            // Letters of both cases are the same in a flat key.
            if (!seen.Add(property.Name)) return $"contains {SettingValue.Quote(property.Name)} twice; remove one";
            if (property.Name.Length == 0 || property.Name.Contains(Separator)) return "must have names without a colon";
            if (Check(property.Value) is { } problem) return problem;
        }

        return null;
    }

    /// <summary>Lays flat keys of other sources over the value of a file.</summary>
    /// <param name="below">The file's value; undefined without one.</param>
    /// <param name="above">The other sources.</param>
    /// <param name="isTyped">Whether the file decides what is a number or a flag. Otherwise texts that JSON writes so are.</param>
    /// <param name="refuse">Told the flat key and what is wrong with its value, which is never shown.</param>
    public static JsonElement Overlay(JsonElement below, IConfigurationSection above, bool isTyped, Action<string, string> refuse)
    {
        var root = below.ValueKind == JsonValueKind.Object ? JsonObject.Create(below)! : [];
        foreach (var child in above.GetChildren()) Put(root, child);
        return ElementOf(root);

        void Put(JsonObject target, IConfigurationSection child)
        {
            var name = target.Select(pair => pair.Key)
                .FirstOrDefault(key => key.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) ?? child.Key;
            target[name] = Combined(target[name], child);
        }

        JsonNode? Combined(JsonNode? old, IConfigurationSection child)
        {
            var parts = child.GetChildren().ToList();
            if (parts.Count == 0) return Scalar(old, child);
            if (old is not JsonObject && parts.All(part => int.TryParse(part.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                return Listed(old as JsonArray ?? [], parts);

            var target = old as JsonObject is { } known && !SecretFiles.IsReference(known) ? known : [];
            foreach (var part in parts) Put(target, part);
            return target.Parent is null ? target : target.DeepClone();
        }

        JsonArray Listed(JsonArray old, List<IConfigurationSection> parts)
        {
            var list = (JsonArray)old.DeepClone();
            foreach (var part in parts.OrderBy(part => int.Parse(part.Key, CultureInfo.InvariantCulture)))
            {
                var index = int.Parse(part.Key, CultureInfo.InvariantCulture);
                if (index > list.Count) refuse(part.Path, $"leaves a gap; the next entry is {list.Count}");
                else if (index == list.Count) list.Add(Combined(null, part));
                else list[index] = Combined(list[index], part);
            }

            return list;
        }

        JsonNode? Scalar(JsonNode? old, IConfigurationSection child)
        {
            if (child.Value is not { } text) return null;
            if (old is JsonArray || (old is JsonObject reference && !SecretFiles.IsReference(reference)))
            {
                refuse(child.Path, "must be an object or a list (found something else); set one of its keys");
                return old.DeepClone();
            }

            var wanted = old?.GetValueKind() ?? JsonValueKind.Undefined;
            if (wanted == JsonValueKind.Number) return NumberOf(text) ?? Refused("must be a number (found something else)");
            if (wanted is JsonValueKind.True or JsonValueKind.False)
                return FlagOf(text) ?? Refused("must be true or false (found something else)");
            return isTyped || old is not null ? JsonValue.Create(text) : FlagOf(text) ?? NumberOf(text) ?? JsonValue.Create(text);

            JsonNode Refused(string problem)
            {
                refuse(child.Path, problem);
                return old!.DeepClone();
            }
        }
    }

    /// <summary>The values of a server with those of an endpoint over them: objects are joined, everything else is replaced.</summary>
    public static JsonElement Join(JsonElement below, JsonElement above)
    {
        if (above.ValueKind != JsonValueKind.Object) return below;
        if (below.ValueKind != JsonValueKind.Object) return above;

        var joined = new JsonObject();
        foreach (var property in below.EnumerateObject()) joined[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        foreach (var property in above.EnumerateObject())
        {
            var old = below.TryGetProperty(property.Name, out var found) ? found : default;
            var next = old.ValueKind == JsonValueKind.Object ? Join(old, property.Value) : property.Value;
            if (old.ValueKind == JsonValueKind.Object && property.Value.ValueKind != JsonValueKind.Object) next = property.Value;
            joined[property.Name] = JsonNode.Parse(next.GetRawText());
        }

        return ElementOf(joined);
    }

    /// <summary>The places whose value is <c>null</c>, as in <c>smtp.password</c>.</summary>
    public static IEnumerable<string> Unset(JsonElement value, string key = "") => value.ValueKind switch
    {
        JsonValueKind.Null => [key],
        JsonValueKind.Object => value.EnumerateObject()
            .SelectMany(property => Unset(property.Value, key.Length == 0 ? property.Name : $"{key}.{property.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((one, index) => Unset(one, $"{key}[{index}]")),
        _ => [],
    };

    /// <summary>An immutable copy, made without reflection: programs may be published trimmed.</summary>
    public static JsonElement ElementOf(JsonNode value)
    {
        using var document = JsonDocument.Parse(value.ToJsonString());
        return document.RootElement.Clone();
    }

    private static JsonValue? FlagOf(string text) => bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : null;

    /// <summary>A number that reads as it was written: an account such as 007 is none.</summary>
    private static JsonValue? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
        && number.ToString("R", CultureInfo.InvariantCulture) == text
            ? JsonValue.Create(number)
            : null;
}
