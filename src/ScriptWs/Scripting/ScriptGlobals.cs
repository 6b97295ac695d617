using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime.Interop;
using Microsoft.Extensions.Logging;

namespace ScriptWs.Scripting;

/// <summary>What a script finds in its global scope beside the language itself.</summary>
internal static class ScriptGlobals
{
    public static void Add(Engine engine, ScriptHost host, ScriptTimers timers)
    {
        engine.SetValue("server", ServerObject.Create(engine, host));
        Function("setTimeout", 2, args => AddTimer(engine, timers, args, repeats: false));
        Function("setInterval", 2, args => AddTimer(engine, timers, args, repeats: true));
        Function("clearTimeout", 1, args => Clear(timers, args.At(0)));
        Function("clearInterval", 1, args => Clear(timers, args.At(0)));
        engine.SetValue("console", Console(engine, host.Services.ScriptLog));

        void Function(string name, int length, Func<JsValue[], JsValue> body) =>
            engine.SetValue(name, new ClrFunction(engine, name, (_, args) => body(args), length));
    }

    private static JsNumber AddTimer(Engine engine, ScriptTimers timers, JsValue[] args, bool repeats)
    {
        if (args.At(0) is not Function callback) throw ScriptValues.TypeError(engine, "The first argument of a timer is a function.");

        var delay = args.At(1).IsUndefined() ? 0 : Jint.Runtime.TypeConverter.ToNumber(args.At(1));
        return JsNumber.Create(timers.Add(callback, args.Length > 2 ? args[2..] : [], delay, repeats));
    }

    private static JsValue Clear(ScriptTimers timers, JsValue id)
    {
        if (id is JsNumber number) timers.Remove((int)number.AsNumber());
        return JsValue.Undefined;
    }

    private static JsObject Console(Engine engine, ILogger log)
    {
        var console = new JsObject(engine);
        foreach (var (name, level) in new[] { ("log", LogLevel.Information), ("info", LogLevel.Information), ("debug", LogLevel.Debug), ("warn", LogLevel.Warning), ("error", LogLevel.Error) })
        {
            console.FastSetDataProperty(name, new ClrFunction(engine, name, (_, args) =>
            {
                var text = string.Join(' ', args.Select(arg => arg.ToString()));
                ScriptLog.Write(log, level, text);
                return JsValue.Undefined;
            }));
        }

        return console;
    }
}
