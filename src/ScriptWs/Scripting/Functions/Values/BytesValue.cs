using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>Bytes: scripts pass a Uint8Array, another view or an ArrayBuffer, and get a Uint8Array. They are copied both ways.</summary>
/// <param name="type"><c>byte[]</c>, <c>ReadOnlyMemory&lt;byte&gt;</c> or <c>Memory&lt;byte&gt;</c>.</param>
internal sealed class BytesValue(Type type) : HostValue
{
    public static bool Knows(Type type) =>
        type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>) || type == typeof(Memory<byte>);

    public override string Expected => "a Uint8Array, another view of bytes or an ArrayBuffer";

    public override bool TryRead(Engine engine, JsValue value, ref string problem, out object? read)
    {
        read = null;
        if (!value.IsArrayBuffer() && value is not JsTypedArray && !value.IsDataView()) return false;

        byte[] bytes = [.. ScriptValues.ViewedBytes(engine, value, Expected)];
        if (type == typeof(ReadOnlyMemory<byte>)) read = new ReadOnlyMemory<byte>(bytes);
        else if (type == typeof(Memory<byte>)) read = new Memory<byte>(bytes);
        else read = bytes;
        return true;
    }

    public override object? Prepare(object? value) => value switch
    {
        ReadOnlyMemory<byte> memory => memory.ToArray(),
        Memory<byte> memory => memory.ToArray(),
        _ => value,
    };

    public override JsValue Write(Engine engine, object? prepared) =>
        engine.Intrinsics.Uint8Array.Construct(((byte[])prepared!).AsSpan());
}
