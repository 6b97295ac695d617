using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary><c>error.stack</c> begins with the error's name and message, as in other engines; this one gives the calls only.</summary>
internal static class ErrorStack
{
    public static void Apply(Engine engine)
    {
        var prototype = EngineState.Of(engine).Constructor("Error").Get("prototype").AsObject();
        var original = prototype.GetOwnProperty("stack");
        var get = (Function)original.Get!;
        // Asked at each level that an error passes: the text is made once.
        var texts = new ConditionalWeakTable<JsError, JsString>();
        var getter = new ClrFunction(
            engine,
            "get stack",
            (self, args) => self is JsError error ? texts.GetValue(error, failure => WithFirstLine(failure, JintInternals.Call(get, failure, []))) : JintInternals.Call(get, self, args),
            0,
            PropertyFlag.Configurable);
        prototype.FastSetProperty("stack", new GetSetPropertyDescriptor(getter, original.Set, original.Enumerable, original.Configurable));
    }

    private static JsString WithFirstLine(JsError error, JsValue calls)
    {
        var first = DataOnly.FirstLine(error);
        return calls is JsString { Length: > 0 } ? new JsString($"{first}\n{calls}") : new JsString(first);
    }
}
