using System.Text.Json;
using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>An enum: the name of its member in camel case, as a string. Scripts may pass the C# spelling too.</summary>
internal sealed class EnumValue : HostValue
{
    private readonly Dictionary<string, object> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<object, string> _names = [];

    public EnumValue(Type type)
    {
        foreach (var name in Enum.GetNames(type))
        {
            var (member, shown) = (Enum.Parse(type, name), JsonNamingPolicy.CamelCase.ConvertName(name));
            _members[name] = _members[shown] = member;
            _names.TryAdd(member, shown);
        }
    }

    /// <summary>The members as scripts see them.</summary>
    public IEnumerable<string> Names => _names.Values;

    public override string Expected => $"one of {string.Join(", ", Names.Select(name => $"\"{name}\""))}";

    public override bool TryRead(Engine engine, JsValue value, ref string problem, out object? read)
    {
        read = null;
        return value is JsString { Length: < 1000 } name && _members.TryGetValue(name.ToString(), out read);
    }

    public override JsValue Write(Engine engine, object? prepared) => JsString.Create(_names.GetValueOrDefault(prepared!) ?? $"{prepared}");
}
