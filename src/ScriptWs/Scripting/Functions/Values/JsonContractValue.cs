using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>A record, a collection or anything else, by its contract of System.Text.Json: it passes as JSON does.</summary>
internal sealed class JsonContractValue(JsonTypeInfo contract) : HostValue
{
    /// <summary>Bytes of JSON that one value may have.</summary>
    public const int MaxSize = 16 << 20;

    public JsonTypeInfo Contract => contract;

    public override string Expected => $"a value of {contract.Type.Name}";

    public override bool TryRead(Engine engine, JsValue value, ref string problem, out object? read)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, HostJsonWriter.Options)) new HostJsonWriter(engine, writer, json).Write(value);
        read = null;
        try
        {
            read = JsonSerializer.Deserialize(json.WrittenSpan, contract);
            return read is not null;
        }
        catch (JsonException e)
        {
            problem = Where(e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A constructor, a setter or a converter of the type refused what it was given.
            problem = "";
        }

        return false;
    }

    /// <exception cref="Exception">The contract fails, or the result is too large.</exception>
    public override object? Prepare(object? value)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, contract);
        return json.Length <= MaxSize
            ? json
            : throw new InvalidOperationException($"The result is {json.Length} bytes of JSON; at most {MaxSize} pass to a script.");
    }

    public override JsValue Write(Engine engine, object? prepared) => new HostJsonReader(engine).Read((byte[])prepared!);

    private static string Where(JsonException e)
    {
        const string Missing = "including: ";
        var at = e.Path is { Length: > 1 } path && path.StartsWith('$') ? $" at {path[1..].TrimStart('.')}" : "";
        var missing = e.Message.IndexOf(Missing, StringComparison.Ordinal);
        if (missing < 0) return at;

        var names = e.Message[(missing + Missing.Length)..];
        var end = names.IndexOf(". ", StringComparison.Ordinal);
        return $"{at}, which lacks {(end < 0 ? names.TrimEnd('.') : names[..end])}";
    }
}
