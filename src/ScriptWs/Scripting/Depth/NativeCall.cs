using Jint;
using Jint.Native;
using Jint.Native.Function;

namespace ScriptWs.Scripting.Depth;

/// <summary>
/// Stands before one built-in function. The engine checks the stack where a script calls, but not where one built-in calls
/// another, as in <c>toString: Array.prototype.join</c>.
/// </summary>
internal sealed class NativeCall(Function original, string name, TurnBudget budget)
{
    public JsValue Call(JsValue self, JsValue[] args)
    {
        budget.Check();
        Exception failure;
        try
        {
            return JintInternals.Call(original, self, args);
        }
        catch (Exception e)
        {
            failure = e;
        }

        // Not within the catch: what is thrown there keeps the stack of everything below until it is caught for good.
        throw IsOfTheEngine(failure) ? failure : Translated(failure);
    }

    /// <summary>Errors of scripts, and budgets that are used up. Anything else is a fault of the engine.</summary>
    private static bool IsOfTheEngine(Exception e) =>
        e is JintException or TimeoutException or ScriptLoadException or OperationCanceledException;

    /// <summary>A fault that the arguments led to is an error of the script, as other engines would throw.</summary>
    private Jint.Runtime.JavaScriptException Translated(Exception e) => e switch
    {
        InsufficientExecutionStackException => Thrown.RangeError(original.Engine, "Maximum call stack size exceeded"),
        OverflowException or OutOfMemoryException or IndexOutOfRangeException or ArgumentOutOfRangeException => Thrown.RangeError(original.Engine, $"{name} was called with a value that is too large."),
        _ => Thrown.TypeError(original.Engine, $"{name} was called with values that it does not take."),
    };
}
