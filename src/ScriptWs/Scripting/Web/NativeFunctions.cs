using Jint;
using Jint.Native;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting;

/// <summary>The object through which the JavaScript of the web's globals calls the host. No script gets hold of it.</summary>
internal sealed class NativeFunctions(Engine engine, IScriptScope scope, ScriptTimers timers)
{
    public Engine Engine => engine;

    public IScriptScope Scope => scope;

    public ScriptTimers Timers => timers;

    public JsObject Object { get; } = new(engine);

    /// <summary>
    /// Adds a function. A script may have replaced what our JavaScript is made of, and so pass what does not fit: that is an error of
    /// the script.
    /// </summary>
    public void Add(string name, Func<JsValue[], JsValue> body) =>
        Object.FastSetDataProperty(name, new ClrFunction(engine, name, (_, args) =>
        {
            try
            {
                return body(args);
            }
            catch (Exception e) when (e is ArgumentException or InvalidCastException or InvalidOperationException or NullReferenceException)
            {
                throw Thrown.TypeError(engine, $"{name}: a built-in object of the language was changed, and passes what does not fit.");
            }
        }));
}
