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
    private const string PromiseType = "Jint.Native.JsPromise, Jint";

    /// <summary>Calls a function directly. The public way runs constraints and allocates, for each call.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Call")]
    public static extern JsValue Call(Function function, JsValue self, JsValue[] args);

    /// <summary>The realm's own RangeError. The global one may be overwritten by a script.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_RangeError")]
    public static extern ErrorConstructor RangeError(Intrinsics intrinsics);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_SyntaxError")]
    public static extern ErrorConstructor SyntaxError(Intrinsics intrinsics);

    /// <summary>A promise without functions that settle it. Its prototype is missing.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(PromiseType)]
    public static extern object NewPromise(Engine engine);

    /// <summary>Fulfills a promise, or follows a thenable. Unlike the public way it runs no microtasks.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Resolve")]
    public static extern JsValue Resolve([UnsafeAccessorType(PromiseType)] object promise, JsValue value);

    /// <summary>Rejects a promise. Unlike the public way it runs no microtasks.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Reject")]
    public static extern JsValue Reject([UnsafeAccessorType(PromiseType)] object promise, JsValue reason);

    /// <summary>The buffer that a typed array shows a part of.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_viewedArrayBuffer")]
    public static extern ref JsArrayBuffer BufferOf(JsTypedArray array);

    /// <summary>Where that part begins.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_byteOffset")]
    public static extern ref int OffsetOf(JsTypedArray array);

    /// <summary>Items of a typed array.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_arrayLength")]
    public static extern ref uint LengthOf(JsTypedArray array);

    /// <summary>Bytes of a typed array.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_byteLength")]
    public static extern ref uint SizeOf(JsTypedArray array);

    /// <summary>The bytes of a buffer.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_arrayBufferData")]
    public static extern ref byte[]? DataOf(JsArrayBuffer buffer);

    /// <summary>What the engine was last at. The stack trace would ask functions for their names, which may run script.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_lastSyntaxElement")]
    public static extern ref Node? LastNode(Engine engine);
}
