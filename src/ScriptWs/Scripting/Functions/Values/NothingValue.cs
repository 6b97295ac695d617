using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>No value: what a function without a result returns.</summary>
internal sealed class NothingValue : HostValue
{
    public static NothingValue Value { get; } = new();

    public override string Expected => "nothing";

    public override bool TryRead(Engine engine, JsValue value, ref string problem, out object? read)
    {
        read = null;
        return false;
    }

    public override object? Prepare(object? value) => null;

    public override JsValue Write(Engine engine, object? prepared) => JsValue.Undefined;
}
