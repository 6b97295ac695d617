using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Native.Error;
using Jint.Runtime;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>The JavaScript errors that members and built-ins of ours throw.</summary>
internal static class Thrown
{
    public static JavaScriptException TypeError(Engine engine, string message) => new(engine.Intrinsics.TypeError, message);

    public static JavaScriptException RangeError(Engine engine, string message) =>
        new(JintInternals.RangeError(engine.Intrinsics), message);

    /// <summary>An error with a name that the language does not have, as the web's DOMExceptions.</summary>
    public static JavaScriptException NamedError(Engine engine, string name, string message)
    {
        var error = (ErrorInstance)engine.Intrinsics.Error.Construct(message);
        error.FastSetDataProperty("name", new JsString(name));
        return new JavaScriptException(error);
    }

    /// <summary>Refuses a string that would be too long.</summary>
    public static JavaScriptException StringTooLong(Engine engine) =>
        RangeError(engine, $"The string would be too long; one call makes at most {ScriptLimits.MaxStringLength} characters.");

    /// <summary>Before a step that leads deeper into a value: the engine does the same before each call, in the same words.</summary>
    /// <exception cref="JavaScriptException">The stack is nearly used up.</exception>
    public static void RequireStack(Engine engine)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw RangeError(engine, "Maximum call stack size exceeded");
    }
}
