using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScriptWs.Testing.Formats;

/// <summary>Reads and writes an enum by the spelling that Cucumber Messages give each of its values.</summary>
internal sealed class SpelledEnumConverter<T>(Func<T, string> spelling) : JsonConverter<T>
    where T : struct, Enum
{
    private readonly Dictionary<string, T> _values = Enum.GetValues<T>().ToDictionary(spelling);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && _values.TryGetValue(text, out var value)
            ? value
            : throw new JsonException($"\"{reader.GetString()}\" is not a {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(spelling(value));
}
