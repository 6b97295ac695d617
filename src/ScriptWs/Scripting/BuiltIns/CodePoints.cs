using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// A walk over a string, one code point after the other. The engine's own goes by what a reader takes for a character:
/// <c>"\r\n"</c> is one there.
/// </summary>
internal sealed class CodePoints : ObjectInstance
{
    private readonly string _text;
    private int _at;

    private CodePoints(Engine engine, ObjectInstance prototype, string text)
        : base(engine)
    {
        (Prototype, _text) = (prototype, text);
    }

    /// <summary>Lets all that walks over strings (spread, <c>for…of</c>, <c>Array.from</c> …) go by code points.</summary>
    public static void Apply(Engine engine)
    {
        var strings = engine.Global.Get("String").Get("prototype").AsObject();
        var original = (Function)strings.Get(GlobalSymbolRegistry.Iterator);
        var prototype = original.Call(JsString.Empty, []).AsObject().Prototype!;
        prototype.FastSetProperty("next", Method(new ClrFunction(engine, "next", (self, _) => Step(engine, self))));
        var begin = new ClrFunction(engine, "[Symbol.iterator]", (self, _) => new CodePoints(engine, prototype, TextOf(engine, self)));
        strings.DefineOwnProperty(GlobalSymbolRegistry.Iterator, Method(begin));

        static PropertyDescriptor Method(ClrFunction function) => new(function, writable: true, enumerable: false, configurable: true);
    }

    private static string TextOf(Engine engine, JsValue self)
    {
        if (self.IsNull() || self.IsUndefined())
            throw Thrown.TypeError(engine, "String.prototype[Symbol.iterator] called on null or undefined");
        return TypeConverter.ToString(self);
    }

    private static JsObject Step(Engine engine, JsValue self)
    {
        if (self is not CodePoints points) throw Thrown.TypeError(engine, "next method called on incompatible receiver");

        var result = new JsObject(engine);
        var next = points.Next();
        result.FastSetDataProperty("value", next ?? JsValue.Undefined);
        result.FastSetDataProperty("done", next is null ? JsBoolean.True : JsBoolean.False);
        return result;
    }

    private JsString? Next()
    {
        if (_at >= _text.Length) return null;

        var length = _at + 1 < _text.Length && char.IsSurrogatePair(_text[_at], _text[_at + 1]) ? 2 : 1;
        _at += length;
        return JsString.Create(_text.Substring(_at - length, length));
    }
}
