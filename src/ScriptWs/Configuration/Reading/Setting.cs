using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;

namespace ScriptWs.Configuration;

/// <summary>One key of server.json, as the options records define it.</summary>
internal sealed class Setting
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Setting>> Known = new();

    // Most settings are never asked for theirs, and reflection is half of what reading a short file costs.
    private readonly Lazy<object?> _default;
    private readonly Lazy<SettingAttribute> _attribute;

    private Setting(string key, Type type, Lazy<SettingAttribute> attribute, Func<object?> initial, PropertyInfo? property)
    {
        (Key, Type, Property) = (key, Nullable.GetUnderlyingType(type) ?? type, property);
        Kind = KindOf(Type);
        _default = new Lazy<object?>(initial);
        _attribute = attribute;
    }

    /// <summary>The name in the file: <c>maxMessageSize</c>.</summary>
    public string Key { get; }

    public Type Type { get; }

    public SettingAttribute Attribute => _attribute.Value;

    public SettingKind Kind { get; }

    public object? Default => _default.Value;

    public bool IsNullable => Default is null;

    public PropertyInfo? Property { get; }

    /// <summary>The keys inside a section.</summary>
    public IReadOnlyList<Setting> Keys => Kind == SettingKind.Section ? Of(Type) : [];

    /// <summary>Whether a secret is inside, in a section or in the entries of a list.</summary>
    public bool HoldsSecrets => (Kind == SettingKind.List ? Element.Keys : Keys).Any(key => key.Attribute.IsSecret || key.HoldsSecrets);

    /// <summary>The names of a choice.</summary>
    public IEnumerable<string> Choices => Enum.GetNames(Type).Select(Camel);

    /// <summary>What stands at each place of a list, or at each name of a map.</summary>
    public Setting Element => new(Key, Type.GetGenericArguments()[^1], _attribute, static () => "", null);

    /// <summary>The value in a record.</summary>
    public object? ValueIn(object record) => ValueOf(Property!, record);

    /// <summary>Gives a record, which is being made, its value. By a delegate, for the reason of <see cref="ValueOf"/>.</summary>
    public void Assign(object record, object value)
    {
        var setter = Property!.SetMethod!;
        if (value is string text && Property.PropertyType == typeof(string)) setter.CreateDelegate<Action<string>>(record)(text);
        else if (value is JsonElement data) setter.CreateDelegate<Action<JsonElement>>(record)(data);
        else if (value is bool flag && Property.PropertyType == typeof(bool)) setter.CreateDelegate<Action<bool>>(record)(flag);
        else if (value is int number && Property.PropertyType == typeof(int)) setter.CreateDelegate<Action<int>>(record)(number);
        else Property.SetValue(record, value);
    }

    /// <summary>The keys of a file that holds a record.</summary>
    public static Setting Document(Type record, Func<object> initial) =>
        new("", record, new Lazy<SettingAttribute>(new SettingAttribute("")), initial, null);

    /// <summary>The keys that a record defines.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "ILLink.Descriptors.xml keeps the records.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "ILLink.Descriptors.xml keeps the records.")]
    private static IReadOnlyList<Setting> Of(Type record) => Known.GetOrAdd(record, static type =>
    {
        var initial = new Lazy<object>(() => Activator.CreateInstance(type)!);
        return
        [
            .. from property in type.GetProperties()
               where property.IsDefined(typeof(SettingAttribute))
               let attribute = new Lazy<SettingAttribute>(() => property.GetCustomAttribute<SettingAttribute>()!)
               select new Setting(Camel(property.Name), property.PropertyType, attribute, () => ValueOf(property, initial.Value), property),
        ];
    });

    /// <summary>By a delegate: at its second call, reflection compiles code for each property, which took a tenth of the start.</summary>
    private static object? ValueOf(PropertyInfo property, object record)
    {
        var (type, getter) = (property.PropertyType, property.GetMethod!);
        return !type.IsValueType ? getter.CreateDelegate<Func<object?>>(record)()
            : type == typeof(bool) ? getter.CreateDelegate<Func<bool>>(record)()
            : type == typeof(int) ? getter.CreateDelegate<Func<int>>(record)()
            : type == typeof(long) ? getter.CreateDelegate<Func<long>>(record)()
            : type == typeof(TimeSpan) ? getter.CreateDelegate<Func<TimeSpan>>(record)()
            : type == typeof(JsonElement) ? getter.CreateDelegate<Func<JsonElement>>(record)()
            : property.GetValue(record);
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static SettingKind KindOf(Type type) =>
        type == typeof(string) ? SettingKind.Text
        : type == typeof(bool) ? SettingKind.Flag
        : type == typeof(int) ? SettingKind.Number
        : type == typeof(long) ? SettingKind.Size
        : type == typeof(TimeSpan) ? SettingKind.Duration
        : type == typeof(JsonElement) ? SettingKind.Data
        : type.IsEnum ? SettingKind.Choice
        : type.IsGenericType ? type.GetGenericArguments().Length == 2 ? SettingKind.Map : SettingKind.List
        : SettingKind.Section;
}
