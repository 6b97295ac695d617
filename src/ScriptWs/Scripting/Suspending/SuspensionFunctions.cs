using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting;

/// <summary>
/// What rewritten sources call (<see cref="Suspensions"/>). Arguments of a call are evaluated once and in their order, whatever
/// suspends between them.
/// </summary>
internal static class SuspensionFunctions
{
    /// <summary>The global that holds them; a source that uses the name is not rewritten.</summary>
    public const string Name = "$suspension";

    private static readonly Lazy<Prepared<Acornima.Ast.Script>> Source = new(EmbeddedScripts.Prepare("suspension.js"));

    public static void Add(Engine engine)
    {
        var each = EmbeddedScripts.FunctionIn(engine, Source.Value);
        engine.Advanced.AddLazyGlobal(Name, e => Create(e, each), PropertyFlag.AllForbidden);
    }

    private static JsObject Create(Engine engine, ScriptFunction each)
    {
        var functions = new JsObject(engine);
        functions.FastSetDataProperty("call", new ClrFunction(engine, "", (_, args) => Call(engine, args)));
        functions.FastSetDataProperty("construct", new ClrFunction(engine, "", (_, args) => Construct(engine, args)));
        functions.FastSetDataProperty("each", engine.Call(each, JsValue.Undefined, []));
        functions.PreventExtensions();
        return functions;
    }

    /// <param name="engine">The engine.</param>
    /// <param name="args">What the function is called in the source, what it is called on, the function, its arguments.</param>
    private static JsValue Call(Engine engine, JsValue[] args)
    {
        if (!args.At(2).IsCallable()) throw Thrown.TypeError(engine, $"{args.At(0)} is not a function");

        Thrown.RequireStack(engine);
        return engine.Call(args[2], args[1], args[3..]);
    }

    private static Jint.Native.Object.ObjectInstance Construct(Engine engine, JsValue[] args)
    {
        if (!args.At(1).IsConstructor()) throw Thrown.TypeError(engine, $"{args.At(0)} is not a constructor");

        Thrown.RequireStack(engine);
        return engine.Construct(args[1], args[2..]);
    }
}
