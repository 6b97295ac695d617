using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>A string.</summary>
internal sealed class TextValue : HostValue
{
    public override string Expected => "a string";

    public override bool TryRead(Engine engine, JsValue value, ref string problem, out object? read)
    {
        // A string that a script put together of pieces is made only here, so its length comes first.
        read = value is JsString text
            ? text.Length <= ScriptLimits.MaxStringLength ? text.ToString() : throw Thrown.StringTooLong(engine)
            : null;
        return read is not null;
    }

    public override JsValue Write(Engine engine, object? prepared) => JsString.Create((string)prepared!);
}
