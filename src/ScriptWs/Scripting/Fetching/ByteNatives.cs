using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>Bytes for bodies and blobs.</summary>
internal static class ByteNatives
{
    public static void Add(NativeFunctions native)
    {
        var engine = native.Engine;
        native.Object.FastSetDataProperty("maxBody", JsNumber.Create(ScriptLimits.MaxBufferSize));
        native.Add("bytes", args => Bytes(engine, args.At(0)));
        native.Add("join", args => Join(engine, args.At(0).AsArray()));
    }

    /// <summary>A copy of what a buffer or a view shows; <c>undefined</c> for other values.</summary>
    private static JsValue Bytes(Engine engine, JsValue value) => value.IsArrayBuffer() || value is JsTypedArray || value.IsDataView()
        ? engine.Intrinsics.Uint8Array.Construct(ScriptValues.ViewedBytes(engine, value, ""))
        : JsValue.Undefined;

    private static JsTypedArray Join(Engine engine, JsArray parts)
    {
        byte[][] all = [.. Enumerable.Range(0, (int)parts.Length).Select(i => parts[(uint)i].AsUint8Array())];
        var size = all.Sum(part => (long)part.Length);
        if (size > ScriptLimits.MaxBufferSize)
            throw Thrown.RangeError(engine, $"The buffer would be too large; it has at most {ScriptLimits.MaxBufferSize >> 20} MiB.");

        var (joined, at) = (new byte[size], 0);
        foreach (var part in all)
        {
            part.CopyTo(joined, at);
            at += part.Length;
        }

        return engine.Intrinsics.Uint8Array.Construct(joined);
    }
}
