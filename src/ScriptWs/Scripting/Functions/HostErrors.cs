using Jint;
using Jint.Native;
using Jint.Native.Error;
using ScriptWs.Diagnostics;

namespace ScriptWs.Scripting;

/// <summary>
/// What a script learns of an exception of C#: the message and code of one that is meant for scripts, and nothing else of others,
/// which are logged whole.
/// </summary>
internal static class HostErrors
{
    /// <summary>The web's name for what was given up.</summary>
    public const string AbortName = "AbortError";

    /// <summary>Logs an exception and says how its error is made. Any thread.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="meant">What of it scripts may see, if anything.</param>
    /// <param name="call">The function and its caller.</param>
    /// <param name="services">Where it is logged.</param>
    public static Func<Engine, JsValue> Of(Exception exception, HostError? meant, HostCallInfo call, ScriptHostServices services)
    {
        if (meant is not null) return engine => Error(engine, meant.Message, meant.Code);
        if (exception is OperationCanceledException && call.Caller.Ended.IsCancellationRequested)
            return engine => Thrown.NamedError(engine, AbortName, $"{call.Function} was cancelled: its connection has closed.").Error;

        Log.HostFunctionFailed(services.Log, exception, call.Module, call.Name, call.Caller.Connection?.Id, services.Instruments.Endpoint);
        return engine => Error(engine, $"{call.Function} failed", null);
    }

    /// <summary>An Error with a code, if it has one.</summary>
    public static JsValue Error(Engine engine, string message, string? code)
    {
        var error = (ErrorInstance)engine.Intrinsics.Error.Construct(message);
        if (code is not null) error.FastSetDataProperty("code", new JsString(code));
        return error;
    }
}
