using Jint.Native;
using Jint.Native.Function;

namespace ScriptWs.Scripting.Depth;

/// <summary>
/// Stands before one built-in function. The engine checks the stack where a script calls, but not where one built-in calls
/// another, as in <c>toString: Array.prototype.join</c>.
/// </summary>
internal sealed class NativeCall(Function original, TurnBudget budget)
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

        // Not within the catch: what is thrown there keeps the stack of everything below until somebody has caught it for good.
        throw failure;
    }
}
