using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting;

/// <summary>What a script gives to be called: in the engine, bound functions and proxies are functions of another kind.</summary>
internal static class Callables
{
    /// <returns><c>null</c> when the value cannot be called.</returns>
    public static Function? Of(Engine engine, JsValue value) => value as Function ?? (value.IsCallable()
        ? new ClrFunction(engine, "", (self, args) => engine.Call(value, self, args))
        : null);
}
