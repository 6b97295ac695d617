using System.Globalization;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;
using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;

namespace ScriptWs.Scripting;

/// <summary>The global <c>console</c>, also <c>server.log</c>: writes to the server's log.</summary>
internal sealed class ConsoleObject(Engine engine, IScriptScope scope)
{
    /// <summary>Labels of counters, and of timers, at most.</summary>
    private const int MaxLabels = 1000;

    private readonly ILogger _log = scope.Services.ScriptLog;
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, long> _times = [];

    public JsObject Create()
    {
        var console = new JsObject(engine);
        Method("log", args => Write(LogLevel.Information, args));
        Method("info", args => Write(LogLevel.Information, args));
        Method("debug", args => Write(LogLevel.Debug, args));
        Method("trace", args => Write(LogLevel.Trace, args));
        Method("warn", args => Write(LogLevel.Warning, args));
        Method("error", args => Write(LogLevel.Error, args));
        Method("dir", args => Write(LogLevel.Information, args.Length > 0 ? [args[0]] : []));
        Method("assert", Assert);
        Method("count", args => Count(Label(args)));
        Method("countReset", args => _counts.Remove(Label(args)));
        Method("time", args => Time(Label(args)));
        Method("timeLog", args => TimeLog(Label(args), args));
        Method("timeEnd", args =>
        {
            TimeLog(Label(args), []);
            _times.Remove(Label(args));
        });
        return console;

        void Method(string name, Action<JsValue[]> body) => console.FastSetDataProperty(name, new ClrFunction(engine, name, (_, args) =>
        {
            body(args);
            return JsValue.Undefined;
        }));
    }

    private static string Label(JsValue[] args) => args.At(0).IsUndefined() ? "default" : ValueText.Format([args[0]]);

    private void Write(LogLevel level, JsValue[] args)
    {
        if (_log.IsEnabled(level)) Write(level, ValueText.Format(args));
    }

    private void Write(LogLevel level, string text)
    {
        if (!_log.IsEnabled(level)) return;

        var (place, connection) = (ScriptPlace.Of(StackTraces.LastPlace(engine) ?? "", scope.File), scope.TurnConnection);
        Log.ScriptWrote(
            _log, level, text, connection?.Id, connection?.Request.RemoteAddress, scope.Services.Instruments.Endpoint, place.File, place.Line, scope.Generation);
    }

    private void Assert(JsValue[] args)
    {
        if (TypeConverter.ToBoolean(args.At(0))) return;
        Write(LogLevel.Error, args.Length > 1 ? $"Assertion failed: {ValueText.Format(args[1..])}" : "Assertion failed");
    }

    private void Count(string label)
    {
        var count = _counts.GetValueOrDefault(label) + 1;
        if (count > 1 || _counts.Count < MaxLabels) _counts[label] = count;
        Write(LogLevel.Information, $"{label}: {count}");
    }

    private void Time(string label)
    {
        if (_times.Count < MaxLabels) _times.TryAdd(label, scope.Services.Clock.GetTimestamp());
    }

    private void TimeLog(string label, JsValue[] args)
    {
        if (!_times.TryGetValue(label, out var began)) return;

        var time = string.Create(CultureInfo.InvariantCulture, $"{label}: {scope.Services.Clock.GetElapsedTime(began).TotalMilliseconds:0.###} ms");
        Write(LogLevel.Information, args.Length > 1 ? $"{time} {ValueText.Format(args[1..])}" : time);
    }
}
