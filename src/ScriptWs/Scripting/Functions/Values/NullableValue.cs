using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>A value that may be missing: <c>null</c> of C# is <c>null</c> of scripts, which may pass <c>undefined</c> too.</summary>
internal sealed class NullableValue(HostValue inner) : HostValue
{
    public HostValue Inner => inner;

    public override string Expected => $"{inner.Expected} or null";

    public override bool TryRead(Engine engine, JsValue value, ref string problem, out object? read)
    {
        read = null;
        return value.IsNull() || value.IsUndefined() || inner.TryRead(engine, value, ref problem, out read);
    }

    public override object? Prepare(object? value) => value is null ? null : inner.Prepare(value);

    public override JsValue Write(Engine engine, object? prepared) => prepared is null ? JsValue.Null : inner.Write(engine, prepared);
}
