using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting.Json;

/// <summary>
/// Calls a reviver for each value, from the inside out (ECMA-262 InternalizeJSONProperty), with the source of primitive values.
/// </summary>
internal sealed class JsonReviver(Engine engine, ArrayTest arrays, JsValue reviver, string text)
{
    private readonly TurnCheck _check = new(engine);

    public JsValue Revive(JsValue value, JsonSource source)
    {
        var root = new JsObject(engine);
        root.CreateDataProperty(JsString.Empty, value);
        return Revive(root, JsString.Empty, source);
    }

    private JsValue Revive(ObjectInstance holder, JsString name, JsonSource? source)
    {
        Thrown.RequireStack(engine);
        var value = holder.Get(name);
        if (source is not null && !Same(source.Value, value)) source = null; // the reviver has put another one there
        if (value is ObjectInstance inside) ReviveInside(inside, source);

        var context = new JsObject(engine);
        if (source is not null && value is not ObjectInstance)
            context.CreateDataProperty(new JsString("source"), new JsString(text[source.Start..source.End]));
        return engine.Call(reviver, holder, [name, value, context]);
    }

    /// <summary>ECMA-262 SameValue, of what a JSON text may hold.</summary>
    private static bool Same(JsValue value, JsValue other) => value switch
    {
        JsNumber number => other is JsNumber second && BitConverter.DoubleToInt64Bits(number.AsNumber()) == BitConverter.DoubleToInt64Bits(second.AsNumber()),
        JsString text => text.Equals(other),
        _ => ReferenceEquals(value, other),
    };

    private void ReviveInside(ObjectInstance value, JsonSource? source)
    {
        if (arrays.IsArray(value))
        {
            var length = BuiltIn.LengthOf(value);
            for (var i = 0UL; i < length; i++)
            {
                var name = JsString.Create(TypeConverter.ToString(JsNumber.Create((double)i)));
                Replace(value, name, Revive(value, name, source is not null && i < (ulong)source.Inside.Count ? source.Inside[(int)i] : null));
            }

            return;
        }

        InputLimits.RequireListable(engine, [value]);
        foreach (var key in value.GetOwnPropertyKeys(Types.String))
        {
            if (value.GetOwnProperty(key) is { Enumerable: true })
                Replace(value, (JsString)key, Revive(value, (JsString)key, source?.Of(key.ToString())));
        }
    }

    private void Replace(ObjectInstance holder, JsString name, JsValue value)
    {
        _check.Step();
        if (value.IsUndefined()) holder.Delete(name);
        else holder.CreateDataProperty(name, value);
    }
}
