using System.Runtime.CompilerServices;
using Jint.Native;
using Jint.Native.Error;
using Jint.Native.Function;
using Jint.Runtime;

namespace ScriptWs.Scripting.Depth;

/// <summary>The two members of the engine that are not public and have no equal that is. Its exact version is referenced; tests call both.</summary>
internal static class JintInternals
{
    /// <summary>Calls a function directly. The public way runs constraints and allocates, for each call.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Call")]
    public static extern JsValue Call(Function function, JsValue self, JsValue[] args);

    /// <summary>The realm's own RangeError. The global one may be overwritten by a script.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_RangeError")]
    public static extern ErrorConstructor RangeError(Intrinsics intrinsics);
}
