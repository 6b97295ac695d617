using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// <c>Array.fromAsync</c>, in JavaScript (from-async.js). The engine's own takes one microtask for each item, and what those use counts
/// against no budget of memory.
/// </summary>
internal static class AsyncCopying
{
    private static readonly Lazy<Prepared<Acornima.Ast.Script>> Source = new(EmbeddedScripts.Prepare("from-async.js"));

    public static void Apply(Engine engine)
    {
        var arrays = engine.Global.Get("Array");
        BuiltIn.Replace(engine, arrays.AsObject(), new JsString("fromAsync"), _ =>
        {
            var copy = engine.Call(EmbeddedScripts.FunctionIn(engine, Source.Value), JsValue.Undefined, [Native(engine)]);
            return (self, args) => engine.Call(copy, JsValue.Undefined, [args.At(0), args.At(1), args.At(2), Target(self)]);
        });

        JsValue Target(JsValue self) => self.IsConstructor() && !ReferenceEquals(self, arrays) ? self : JsValue.Undefined;
    }

    /// <summary>What the script needs of the language, whatever a script has put in its place.</summary>
    private static JsObject Native(Engine engine)
    {
        var native = new JsObject(engine);
        native.FastSetDataProperty("asyncIterator", GlobalSymbolRegistry.AsyncIterator);
        native.FastSetDataProperty("iterator", GlobalSymbolRegistry.Iterator);
        Function("call", args => engine.Call(args[0], args[1], args[2..]));
        Function("lengthOf", args => JsNumber.Create((double)BuiltIn.LengthOf(BuiltIn.ToObject(engine, args[0]))));
        Function("arrayOf", args => engine.Intrinsics.Array.Construct([args[0]], engine.Intrinsics.Array));
        Function("put", args => Put(engine, (ObjectInstance)args[0], args[1], args[2]));
        Function("refuseMap", _ => throw Thrown.TypeError(engine, "the second argument of Array.fromAsync is not a function"));
        return native;

        void Function(string name, Func<JsValue[], JsValue> body) =>
            native.FastSetDataProperty(name, new ClrFunction(engine, name, (_, args) => body(args)));
    }

    private static JsValue Put(Engine engine, ObjectInstance result, JsValue index, JsValue value) =>
        result.CreateDataProperty(JsString.Create(index.ToString()), value)
            ? JsValue.Undefined
            : throw Thrown.TypeError(engine, $"Cannot define property {index}");
}
