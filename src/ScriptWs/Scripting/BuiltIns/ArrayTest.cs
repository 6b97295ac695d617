using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// Whether a value is an array, or a proxy of one: the language's own test, also when a script has put another in its place.
/// </summary>
internal sealed class ArrayTest(Engine engine)
{
    private readonly JsValue _isArray = engine.Intrinsics.Array.Get("isArray");

    public bool IsArray(JsValue value) =>
        value is JsArray || (value is ObjectInstance and not JsObject && engine.Call(_isArray, JsValue.Undefined, [value]).AsBoolean());
}
