using Jint;
using Jint.Native;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>The errors of the web's functions.</summary>
internal static class DomExceptions
{
    /// <summary>A DOMException, whatever a script has put in the place of the class.</summary>
    public static JavaScriptException Of(Engine engine, string name, string message) =>
        new(engine.Construct(EngineState.Of(engine).DomException!(), [JsString.Create(message), JsString.Create(name)]));
}
