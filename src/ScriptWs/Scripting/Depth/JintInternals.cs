using System.Runtime.CompilerServices;
using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Native.Error;
using Jint.Native.Function;
using Jint.Runtime;

namespace ScriptWs.Scripting.Depth;

/// <summary>
/// Members of the engine that are not public and have no equal that is. Its exact version is referenced; tests call all of them.
/// </summary>
internal static class JintInternals
{
    /// <summary>Calls a function directly. The public way runs constraints and allocates, for each call.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Call")]
    public static extern JsValue Call(Function function, JsValue self, JsValue[] args);

    /// <summary>The realm's own RangeError. The global one may be overwritten by a script.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_RangeError")]
    public static extern ErrorConstructor RangeError(Intrinsics intrinsics);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_SyntaxError")]
    public static extern ErrorConstructor SyntaxError(Intrinsics intrinsics);

    /// <summary>What the engine was last at. The stack trace would ask functions for their names, which may run script.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_lastSyntaxElement")]
    public static extern ref Node? LastNode(Engine engine);
}
