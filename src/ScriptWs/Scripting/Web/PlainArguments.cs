using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>The arguments of a computation, without the engine's values: it may run on another thread.</summary>
internal sealed class PlainArguments(JsValue[] args)
{
    private readonly object?[] _values = [.. args.Select(Plain)];

    public string Text(int index) => (string)_values[index]!;

    public byte[] Bytes(int index) => (byte[])_values[index]!;

    public byte[][] Fields(int index) => (byte[][])_values[index]!;

    public double Number(int index) => (double)_values[index]!;

    public int Size(int index) => (int)Number(index);

    public bool Flag(int index) => (bool)_values[index]!;

    public KeyPair Pair(int index) => (KeyPair)_values[index]!;

    private static object? Plain(JsValue value) => value switch
    {
        JsString text => text.ToString(),
        JsNumber number => number.AsNumber(),
        JsBoolean flag => flag == JsBoolean.True,
        HostHandle<KeyPair> pair => pair.Value,
        JsArray fields => Enumerable.Range(0, (int)fields.Length).Select(i => fields[(uint)i].AsUint8Array()).ToArray(),
        _ when value.IsUint8Array() => value.AsUint8Array(),
        _ => null,
    };
}
