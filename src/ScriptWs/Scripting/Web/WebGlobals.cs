using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting;

/// <summary>
/// Globals with the web's meanings. Most are JavaScript (<see cref="WebScript"/>); each is made when a script first asks for it, so
/// that the others cost nothing.
/// </summary>
internal static class WebGlobals
{
    // One await is one microtask, in its place among those of promises; what the callback throws is a rejection.
    private static readonly Lazy<Prepared<Acornima.Ast.Script>> Later = new(() => Engine.PrepareScript("(async function (callback) { await undefined; callback(); })", "web.js"));

    public static void Add(Engine engine, IScriptScope scope, ScriptTimers timers)
    {
        var scripts = new WebScripts(engine, scope, timers);
        foreach (var script in WebScript.All)
        {
            foreach (var name in script.Names) Lazy(name, _ => scripts.Global(script, name));
        }

        var events = WebScript.All.Single(script => script.Names.Contains("DOMException"));
        EngineState.Of(engine).DomException = () => scripts.Global(events, "DOMException");
        var later = EmbeddedScripts.FunctionIn(engine, Later.Value);
        Function("queueMicrotask", 1, args => QueueMicrotask(engine, later, args.At(0)));
        Function("structuredClone", 1, args => args.Length == 0
            ? throw Thrown.TypeError(engine, "structuredClone takes a value.")
            : StructuredClone.Read(engine, StructuredClone.WriteForWeb(engine, args[0])));
        Function("atob", 1, args => Base64Text.Decode(engine, TypeConverter.ToString(args.At(0))));
        Function("btoa", 1, args => Base64Text.Encode(engine, TypeConverter.ToString(args.At(0))));
        Function("reportError", 1, args => ReportError(engine, args));
        Lazy("self", e => e.Global);
        Lazy("navigator", Navigator);

        void Function(string name, int length, Func<JsValue[], JsValue> body) =>
            Lazy(name, e => new ClrFunction(e, name, (_, args) => body(args), length));

        void Lazy(string name, Func<Engine, JsValue> make) => engine.Advanced.AddLazyGlobal(name, make, PropertyFlag.NonEnumerable);
    }

    private static JsValue QueueMicrotask(Engine engine, JsValue later, JsValue callback)
    {
        if (Callables.Of(engine, callback) is not { } function)
            throw Thrown.TypeError(engine, "The argument of queueMicrotask is a function.");

        engine.Call(later, JsValue.Undefined, [function]);
        return JsValue.Undefined;
    }

    /// <summary>An error that nothing handles, as one of a promise: the log, and <c>onError</c>.</summary>
    private static JsValue ReportError(Engine engine, JsValue[] args)
    {
        if (args.Length == 0) throw Thrown.TypeError(engine, "reportError takes an error.");

        engine.Advanced.RegisterPromise().Reject(args[0]);
        return JsValue.Undefined;
    }

    private static JsObject Navigator(Engine engine)
    {
        var navigator = new JsObject(engine);
        navigator.FastSetDataProperty("userAgent", new JsString("ScriptWs"));
        return navigator;
    }
}
