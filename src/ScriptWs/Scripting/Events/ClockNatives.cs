using Jint;
using Jint.Native;
using Jint.Native.Function;

namespace ScriptWs.Scripting;

/// <summary>Time, timers and copies for events and messages.</summary>
internal static class ClockNatives
{
    public static void Add(NativeFunctions native)
    {
        var (engine, timers, start) = (native.Engine, native.Timers, EngineState.Of(native.Engine).Start);
        var clock = native.Scope.Services.Clock;
        native.Add("now", _ => JsNumber.Create(clock.GetElapsedTime(start).TotalMilliseconds));
        native.Add("timeOrigin", _ =>
            JsNumber.Create((clock.GetUtcNow() - clock.GetElapsedTime(start) - DateTimeOffset.UnixEpoch).TotalMilliseconds));
        native.Add("later", args => JsNumber.Create(timers.Add((Function)args.At(1), [], args.At(0).AsNumber(), repeats: false)));
        native.Add("clone", args => StructuredClone.Read(engine, StructuredClone.Write(engine, args.At(0))));
    }
}
