using Jint;
using Jint.Native;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>The <c>Uint8Array</c> of a binary message.</summary>
internal static class ReceivedBytes
{
    /// <summary>Makes an empty array and gives the bytes to its buffer. With a buffer made first there would be two.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="bytes">They are copied.</param>
    public static JsTypedArray Of(Engine engine, ReadOnlySpan<byte> bytes)
    {
        var type = engine.Intrinsics.Uint8Array;
        var array = (JsTypedArray)type.Construct([], type);
        if (bytes.IsEmpty) return array;

        var copy = GC.AllocateUninitializedArray<byte>(bytes.Length);
        bytes.CopyTo(copy);
        JintInternals.DataOf(JintInternals.BufferOf(array)) = copy;
        JintInternals.LengthOf(array) = JintInternals.SizeOf(array) = (uint)copy.Length;
        return array;
    }
}
