using Jint;
using Jint.Native;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// A long string. Whatever reads it may copy it, and a template that holds it fifty times copies it fifty times within one step of the
/// engine; so each reading looks at the budgets of the turn.
/// </summary>
internal sealed class LongText : JsString
{
    /// <summary>Shorter ones are copied too quickly to matter.</summary>
    public const int MinLength = 1 << 18;

    private readonly Engine _engine;

    private LongText(Engine engine, string text)
        : base(text) => _engine = engine;

    public override string ToString()
    {
        _engine.Constraints.Check();
        return base.ToString();
    }

    /// <summary>The value, as a long text if it is one.</summary>
    public static JsValue Of(Engine engine, JsValue value) =>
        value is JsString { Length: >= MinLength } text and not LongText ? new LongText(engine, text.ToString()) : value;
}
