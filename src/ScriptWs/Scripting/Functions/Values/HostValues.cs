using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ScriptWs.Scripting;

/// <summary>Chooses how a C# type passes to scripts and back.</summary>
internal static class HostValues
{
    /// <param name="type">The type.</param>
    /// <param name="mayBeNull">Whether <c>null</c> is a value of it, where the type alone does not tell.</param>
    /// <param name="json">The contracts of records and collections.</param>
    /// <exception cref="NotSupportedException">It has no JSON contract.</exception>
    public static HostValue Of(Type type, bool mayBeNull, JsonSerializerOptions json)
    {
        if (type == typeof(void)) return NothingValue.Value;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return new NullableValue(Plain(underlying, json));

        var plain = Plain(type, json);
        return mayBeNull && !type.IsValueType ? new NullableValue(plain) : plain;
    }

    private static HostValue Plain(Type type, JsonSerializerOptions json)
    {
        if (type == typeof(string)) return new TextValue();
        if (type == typeof(bool)) return new TruthValue();
        if (NumberValue.Knows(type)) return new NumberValue(type);
        if (BigValue.Knows(type)) return new BigValue(type);
        if (DateValue.Knows(type)) return new DateValue(type);
        if (BytesValue.Knows(type)) return new BytesValue(type);
        if (type.IsEnum && !type.IsDefined(typeof(FlagsAttribute), inherit: false)) return new EnumValue(type);
        return new JsonContractValue(Contract(type, json));
    }

    private static JsonTypeInfo Contract(Type type, JsonSerializerOptions json)
    {
        try
        {
            return json.GetTypeInfo(type);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new NotSupportedException($"{type} has no JSON contract: {e.Message}", e);
        }
    }
}
