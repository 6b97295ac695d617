using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting;

/// <summary>
/// The web's globals in one engine, as far as they are JavaScript. A file is evaluated when a script first asks for one of its names,
/// or another file needs it.
/// </summary>
internal sealed class WebScripts
{
    // Called by an engine that runs no script yet, and so sees what is global alone. What is made within a call of it does too.
    private static readonly Lazy<Prepared<Acornima.Ast.Script>> Shell =
        new(() => Engine.PrepareScript("(function (make) { return make(); })", "web.js"));

    private readonly Engine _engine;
    private readonly IScriptScope _scope;
    private readonly ScriptTimers _timers;
    private readonly ScriptFunction _shell;
    private readonly Dictionary<string, ObjectInstance> _evaluated = new(StringComparer.Ordinal);
    private ClrFunction? _use;

    public WebScripts(Engine engine, IScriptScope scope, ScriptTimers timers)
    {
        (_engine, _scope, _timers) = (engine, scope, timers);
        _shell = EmbeddedScripts.FunctionIn(engine, Shell.Value);
    }

    /// <summary>The global of this name.</summary>
    public JsValue Global(WebScript script, string name) => Evaluate(script).Get(name);

    private ObjectInstance Evaluate(WebScript script)
    {
        if (_evaluated.TryGetValue(script.File, out var exports)) return exports;

        var natives = new NativeFunctions(_engine, _scope, _timers);
        foreach (var add in script.Natives) add(natives);
        _use ??= new ClrFunction(_engine, "use", (_, args) => Use(args.At(0).ToString()));
        var make = new ClrFunction(_engine, "make", (_, _) => EmbeddedScripts.FunctionIn(_engine, script.Source));
        var file = _engine.Call(_shell, JsValue.Undefined, [make]);
        return _evaluated[script.File] = _engine.Call(file, JsValue.Undefined, [natives.Object, _use]).AsObject();
    }

    /// <summary>What a file returns, or the global of a name.</summary>
    private JsValue Use(string name)
    {
        foreach (var script in WebScript.All)
        {
            if (script.File == name) return Evaluate(script);
            if (script.Names.Contains(name)) return Global(script, name);
        }

        throw new InvalidOperationException(name);
    }
}
