using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>Names C# types in TypeScript, and declares the records among them.</summary>
internal sealed class TypeNames
{
    private static readonly HashSet<Type> Numbers =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(Int128), typeof(UInt128), typeof(Half), typeof(float), typeof(double), typeof(decimal),
    ];

    private static readonly HashSet<Type> Texts =
    [
        typeof(string), typeof(char), typeof(Guid), typeof(Uri), typeof(Version), typeof(DateTime), typeof(DateTimeOffset),
        typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(byte[]), typeof(ReadOnlyMemory<byte>), typeof(Memory<byte>),
    ];

    private readonly Dictionary<Type, string> _names = [];
    private readonly StringBuilder _declarations = new();

    /// <summary>The records that were named, each as an interface.</summary>
    public string Declarations => _declarations.ToString();

    /// <param name="value">A parameter, or a result.</param>
    /// <param name="isInput">Whether scripts pass it.</param>
    public string Of(HostValue value, bool isInput) => value switch
    {
        NothingValue => "void",
        NullableValue { Inner: var inner } => $"{Of(inner, isInput)} | null{(isInput ? " | undefined" : "")}",
        TextValue => "string",
        TruthValue => "boolean",
        NumberValue => "number",
        BigValue { MayBeNumber: true } => isInput ? "number | bigint" : "number",
        BigValue => isInput ? "number | bigint" : "bigint",
        DateValue => "Date",
        BytesValue => isInput ? "Uint8Array | ArrayBuffer | DataView" : "Uint8Array",
        EnumValue names => string.Join(" | ", names.Names.Select(name => $"\"{name}\"")),
        JsonContractValue { Contract: var contract } => Of(contract),
        _ => "unknown",
    };

    private string Of(Type type, JsonSerializerOptions json)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return $"{Of(underlying, json)} | null";
        if (Texts.Contains(type)) return "string";
        if (type == typeof(bool)) return "boolean";
        if (Numbers.Contains(type)) return "number";
        if (type.IsEnum) return EnumOf(type, json);
        return type == typeof(object) ? "unknown" : Of(json.GetTypeInfo(type));
    }

    private string Of(JsonTypeInfo contract) => contract.Kind switch
    {
        JsonTypeInfoKind.Enumerable when contract.ElementType is { } item => ListOf(Of(item, contract.Options)),
        JsonTypeInfoKind.Dictionary when contract.ElementType is { } item => $"Record<string, {Of(item, contract.Options)}>",
        JsonTypeInfoKind.Object => Declare(contract),
        _ when Texts.Contains(contract.Type) => "string",
        _ when contract.Type.IsEnum => EnumOf(contract.Type, contract.Options),
        _ => "unknown",
    };

    private static string ListOf(string item) => item.Contains(' ') ? $"({item})[]" : $"{item}[]";

    /// <summary>By name or by number, as the contract writes it.</summary>
    private static string EnumOf(Type type, JsonSerializerOptions json)
    {
        var written = Enum.GetValuesAsUnderlyingType(type).Cast<object>()
            .Select(value => JsonSerializer.Serialize(Enum.ToObject(type, value), json.GetTypeInfo(type))).Distinct().ToArray();
        return written.Length == 0 || !written[0].StartsWith('"') ? "number" : string.Join(" | ", written);
    }

    private string Declare(JsonTypeInfo contract)
    {
        if (_names.TryGetValue(contract.Type, out var earlier)) return earlier;

        var plain = contract.Type.Name.Split('`')[0];
        var name = plain;
        for (var i = 2; _names.ContainsValue(name); i++) name = string.Create(CultureInfo.InvariantCulture, $"{plain}{i}");
        _names[contract.Type] = name;
        var declaration = new StringBuilder($"  export interface {name} {{\n");
        foreach (var property in contract.Properties)
        {
            var type = Of(property.PropertyType, property.Options);
            if (property.IsGetNullable && !property.PropertyType.IsValueType) type += " | null";
            declaration.Append(CultureInfo.InvariantCulture, $"    {Key(property.Name)}: {type};\n");
        }

        _declarations.Append(declaration).Append("  }\n");
        return name;
    }

    private static string Key(string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$') && !char.IsAsciiDigit(name[0])
            ? name
            : $"\"{JsonEncodedText.Encode(name)}\"";
}
