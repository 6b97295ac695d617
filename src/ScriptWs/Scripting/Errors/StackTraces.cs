using Jint;
using Jint.Native;
using Jint.Runtime;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>
/// Stacks of scripts. The engine asks functions for their names when it shows a stack, and a script may have put a getter
/// there. That happens here only, in little time, and what goes wrong leaves the stack out.
/// </summary>
internal static class StackTraces
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(50);

    /// <summary>Characters of a stack at most: names of functions are as long as a script makes them.</summary>
    private const int MaxLength = 4000;

    /// <summary>Where an error was made; <c>null</c> for other values.</summary>
    public static string? Of(JsValue error) =>
        error is JsError made ? Read(made.Engine, () => EngineState.Of(made.Engine).StackOf(made)) : null;

    /// <summary>Where a value was thrown, or where it was made if it is an error.</summary>
    public static string? Of(Engine engine, JavaScriptException thrown) =>
        Of(thrown.Error) ?? Read(engine, () => thrown.JavaScriptStackTrace);

    /// <summary>Where the engine is, or was when its turn was cut off.</summary>
    public static string? Current(Engine engine) => Read(engine, () => engine.Advanced.StackTrace);

    /// <summary>The node that the engine was last at. Runs no script, so that any thread may ask.</summary>
    public static string? LastPlace(Engine engine) =>
        JintInternals.LastNode(engine) is { Location.SourceFile: { Length: > 0 } } node ? ScriptPlace.Text(node.Location) : null;

    private static string? Read(Engine engine, Func<string?> read) =>
        EngineState.Of(engine).Budget.Within(MaxTime, read) is { Length: > 0 } stack ? stack.Length <= MaxLength ? stack : stack[..MaxLength] + "…" : null;
}
