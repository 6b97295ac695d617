using Acornima.Ast;
using Jint;

namespace ScriptWs.Scripting;

/// <summary>
/// Prepares modules, and says in other words what the engine does wrong around a suspension: after an <c>await</c> or a
/// <c>yield</c> among the arguments it looks at the function once more, and at the left side of <c>x += …</c>; and it does not wait
/// for the cleanup of a <c>for await</c> that is left by a throw. Sources without such places are taken as they are.
/// </summary>
internal static class Suspensions
{
    /// <exception cref="ScriptPreparationException">It does not parse.</exception>
    public static Prepared<Module> Prepare(string text, string name)
    {
        var prepared = Engine.PrepareModule(text, name);
        if (!text.Contains("await", StringComparison.Ordinal) && !text.Contains("yield", StringComparison.Ordinal)) return prepared;
        if (text.Contains(SuspensionFunctions.Name, StringComparison.Ordinal)) return prepared;

        var suspending = new SuspendingNodes(prepared.Program!);
        if (!suspending.AreRewritten(prepared.Program!)) return prepared;

        var source = new RewrittenSource(text);
        new SuspensionRewriter(text, suspending, source).WriteAll(prepared.Program!);
        var rewritten = Engine.PrepareModule(source.Text, name);
        source.RestorePlaces(rewritten.Program!);
        return rewritten;
    }
}
