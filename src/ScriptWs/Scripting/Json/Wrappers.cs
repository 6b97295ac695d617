using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting.Json;

/// <summary>Objects that stand for a primitive value: <c>new Number(1)</c> and its like, and what <c>JSON.rawJSON</c> makes.</summary>
internal sealed class Wrappers(Engine engine)
{
    private readonly Type _number = BuiltIn.Prototype(engine, "Number").GetType().BaseType!;
    private readonly Type _string = BuiltIn.Prototype(engine, "String").GetType().BaseType!;
    private readonly Type _boolean = BuiltIn.Prototype(engine, "Boolean").GetType().BaseType!;
    private readonly JsValue _booleanValue = BuiltIn.Prototype(engine, "Boolean").Get("valueOf");
    private readonly JsValue _isRaw = engine.Global.Get("JSON").Get("isRawJSON");

    private readonly Type _bigInt = BuiltIn.ToObject(engine, new JsBigInt(0)).GetType();

    /// <summary>Whether a value is written as an array.</summary>
    public ArrayTest Arrays { get; } = new(engine);

    /// <summary><c>BigInt.prototype</c>.</summary>
    public ObjectInstance BigInts { get; } = BuiltIn.Prototype(engine, "BigInt");

    public JsValue Unwrap(JsValue value)
    {
        if (_number.IsInstanceOfType(value)) return JsNumber.Create(TypeConverter.ToNumber(value));
        if (_string.IsInstanceOfType(value)) return JsString.Create(TypeConverter.ToString(value));
        if (_bigInt == value.GetType()) return new JsBigInt(0); // refused, whichever it is
        return _boolean.IsInstanceOfType(value) ? engine.Call(_booleanValue, value, []) : value;
    }

    /// <summary>A name of a list of names: both kinds of objects are read as strings.</summary>
    public JsValue NumberOrString(JsValue value) =>
        _number.IsInstanceOfType(value) || _string.IsInstanceOfType(value) ? JsString.Create(TypeConverter.ToString(value)) : value;

    /// <summary>The text of a raw JSON value; <c>null</c> for any other object.</summary>
    public string? RawText(ObjectInstance value) =>
        value.Prototype is null && engine.Call(_isRaw, JsValue.Undefined, [value]).AsBoolean() ? value.Get("rawJSON").ToString() : null;
}
