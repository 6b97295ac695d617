using System.Text.Json;

namespace ScriptWs.Scripting;

/// <summary>Copies as JSON, as far as JSON has such values and nothing is there twice.</summary>
internal static class CloneJson
{
    /// <returns><c>false</c> when JSON would lose something of it; the writer is then left amid the value.</returns>
    public static bool TryWrite(CloneValue value, Utf8JsonWriter json) => TryWrite(value, json, new(ReferenceEqualityComparer.Instance));

    public static CloneValue Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new CloneValue.Text(json.GetString()!),
        JsonValueKind.Number => new CloneValue.Number(json.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => new CloneValue.Truth(json.GetBoolean()),
        JsonValueKind.Array => new CloneValue.List([.. json.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => new CloneValue.PlainObject(
            [.. json.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Read(property.Value)))]),
        _ => CloneValue.Null.Value,
    };

    private static bool TryWrite(CloneValue value, Utf8JsonWriter json, HashSet<CloneValue.Node> seen)
    {
        if (value is CloneValue.Node node && !seen.Add(node)) return false;

        switch (value)
        {
            case CloneValue.Null:
                json.WriteNullValue();
                return true;
            case CloneValue.Truth truth:
                json.WriteBooleanValue(truth.Value);
                return true;
            case CloneValue.Number { Value: var number } when double.IsFinite(number) && !(number == 0 && double.IsNegative(number)):
                json.WriteNumberValue(number);
                return true;
            case CloneValue.Text { Value: var text } when WellFormed.Is(text):
                json.WriteStringValue(text);
                return true;
            case CloneValue.List list:
                json.WriteStartArray();
                if (!list.Items.All(item => item is not null && TryWrite(item, json, seen))) return false;
                json.WriteEndArray();
                return true;
            case CloneValue.PlainObject plain:
                json.WriteStartObject();
                foreach (var (name, item) in plain.Properties)
                {
                    if (!WellFormed.Is(name)) return false;
                    json.WritePropertyName(name);
                    if (!TryWrite(item, json, seen)) return false;
                }

                json.WriteEndObject();
                return true;
            default:
                return false;
        }
    }
}
