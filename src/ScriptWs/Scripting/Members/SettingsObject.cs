using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;

namespace ScriptWs.Scripting;

/// <summary>
/// An object of <c>server.settings</c>: frozen, and its values are secrets. The console shows the names only, and no clone takes it.
/// </summary>
internal sealed class SettingsObject : ObjectInstance
{
    private SettingsObject(Engine engine, ObjectInstance prototype)
        : base(engine) => Prototype = prototype;

    /// <summary>Makes the values of the settings, deeply frozen.</summary>
    /// <param name="engine">Where they are made.</param>
    /// <param name="settings">An object; undefined is an empty one.</param>
    public static SettingsObject Create(Engine engine, JsonElement settings)
    {
        var result = new SettingsObject(engine, engine.Intrinsics.Object.PrototypeObject);
        if (settings.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in settings.EnumerateObject())
                Define(result, JsString.Create(property.Name), Value(engine, property.Value));
        }

        result.PreventExtensions();
        return result;
    }

    private static JsValue Value(Engine engine, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Create(engine, value),
        JsonValueKind.Array => List(engine, value),
        JsonValueKind.String => JsString.Create(value.GetString()!),
        JsonValueKind.Number => JsNumber.Create(value.GetDouble()),
        JsonValueKind.True => JsBoolean.True,
        JsonValueKind.False => JsBoolean.False,
        _ => JsValue.Null,
    };

    private static JsArray List(Engine engine, JsonElement value)
    {
        var list = new JsArray(engine);
        foreach (var (index, item) in value.EnumerateArray().Index()) Define(list, JsNumber.Create(index), Value(engine, item));
        var length = JsNumber.Create(value.GetArrayLength());
        list.DefineOwnProperty(JsString.Create("length"), new PropertyDescriptor(length, PropertyFlag.AllForbidden));
        list.PreventExtensions();
        return list;
    }

    private static void Define(ObjectInstance holder, JsValue key, JsValue value) =>
        holder.DefineOwnProperty(key, new PropertyDescriptor(value, PropertyFlag.OnlyEnumerable));
}
