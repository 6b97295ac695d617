using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>A boolean.</summary>
internal sealed class TruthValue : HostValue
{
    public override string Expected => "a boolean";

    public override bool TryRead(Engine engine, JsValue value, ref string problem, out object? read)
    {
        read = value is JsBoolean ? value == JsBoolean.True : null;
        return read is not null;
    }

    public override JsValue Write(Engine engine, object? prepared) => (bool)prepared! ? JsBoolean.True : JsBoolean.False;
}
