using System.Text;
using Jint;
using Jint.Native;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>Text that grows up to the length that one call may make; the budgets are checked while it grows.</summary>
internal sealed class BoundedText(Engine engine)
{
    private readonly StringBuilder _text = new();
    private readonly TurnCheck _check = new(engine);

    public void Append(JsString part)
    {
        Require(part.Length);
        _text.Append(part.ToString());
    }

    public void Append(string part)
    {
        Require(part.Length);
        _text.Append(part);
    }

    public JsString ToJsString() => JsString.Create(_text.ToString());

    /// <summary>Checks before the part is copied: it may be as long as everything before it.</summary>
    private void Require(int length)
    {
        _check.Step();
        if ((long)_text.Length + length > ScriptLimits.MaxStringLength) throw Thrown.StringTooLong(engine);
    }
}
