using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting;

/// <summary>What a script finds in its global scope beside the language itself.</summary>
internal static class ScriptGlobals
{
    public static void Add(Engine engine, IScriptScope scope, ScriptTimers timers)
    {
        var console = new ConsoleObject(engine, scope).Create();
        engine.SetValue("console", console);
        engine.SetValue("server", ServerObject.Create(engine, scope, console));
        Function("setTimeout", 2, args => AddTimer(engine, timers, args, repeats: false));
        Function("setInterval", 2, args => AddTimer(engine, timers, args, repeats: true));
        Function("setImmediate", 1, args => AddTimer(engine, timers, [args.At(0), JsNumber.Create(0), .. args.Skip(1)], repeats: false));
        Function("clearTimeout", 1, args => Clear(timers, args.At(0)));
        Function("clearInterval", 1, args => Clear(timers, args.At(0)));
        Function("clearImmediate", 1, args => Clear(timers, args.At(0)));
        WebGlobals.Add(engine, scope, timers);

        void Function(string name, int length, Func<JsValue[], JsValue> body) =>
            engine.SetValue(name, new ClrFunction(engine, name, (_, args) => body(args), length));
    }

    private static JsNumber AddTimer(Engine engine, ScriptTimers timers, JsValue[] args, bool repeats)
    {
        if (Callables.Of(engine, args.At(0)) is not { } callback)
            throw Thrown.TypeError(engine, "The first argument of a timer is a function.");

        var delay = args.At(1).IsUndefined() ? 0 : Jint.Runtime.TypeConverter.ToNumber(args.At(1));
        return JsNumber.Create(timers.Add(callback, args.Length > 2 ? args[2..] : [], delay, repeats));
    }

    private static JsValue Clear(ScriptTimers timers, JsValue id)
    {
        // Ids are numbers, but come back as text from the keys of objects.
        if (id is JsNumber or JsString) timers.Remove(Jint.Runtime.TypeConverter.ToInt32(id));
        return JsValue.Undefined;
    }
}
