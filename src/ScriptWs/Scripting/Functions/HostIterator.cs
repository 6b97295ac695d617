using Jint;
using Jint.Native;
using Jint.Native.Symbol;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting;

/// <summary>The async iterator that a script sees of a stream.</summary>
internal static class HostIterator
{
    public static JsObject Create(Engine engine, HostStream stream)
    {
        var iterator = new JsObject(engine);
        iterator.FastSetDataProperty("next", new ClrFunction(engine, "next", (_, _) => stream.Next()));
        iterator.FastSetDataProperty("return", new ClrFunction(engine, "return", (_, args) => End(args.At(0)), 1));
        var self = new ClrFunction(engine, "[Symbol.asyncIterator]", (_, _) => iterator);
        iterator.FastSetProperty(
            GlobalSymbolRegistry.AsyncIterator, new PropertyDescriptor(self, writable: false, enumerable: false, configurable: true));
        return iterator;

        JsValue End(JsValue value)
        {
            stream.End();
            return EngineState.Of(engine).Scope.Outside.Resolved(Step(engine, value, done: true));
        }
    }

    /// <summary>What <c>next</c> and <c>return</c> fulfill their promise with.</summary>
    public static JsObject Step(Engine engine, JsValue value, bool done)
    {
        var step = new JsObject(engine);
        step.FastSetDataProperty("value", value);
        step.FastSetDataProperty("done", done ? JsBoolean.True : JsBoolean.False);
        return step;
    }
}
