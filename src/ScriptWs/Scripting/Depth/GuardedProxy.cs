using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;

namespace ScriptWs.Scripting.Depth;

/// <summary>
/// <c>Proxy</c>. The engine checks the stack where a proxy passes a call on to its target, and not where it asks its handler
/// for the trap. A handler that is a proxy itself therefore gets an ordinary object before it, where the engine does.
/// </summary>
internal sealed class GuardedProxy : Constructor
{
    private readonly Constructor _original;

    private GuardedProxy(Engine engine, Constructor original)
        : base(engine, "Proxy")
    {
        _original = original;
        DefineOwnProperty("length", new PropertyDescriptor(JsNumber.Create(2), writable: false, enumerable: false, configurable: true));
        var revocable = original.Get("revocable");
        FastSetProperty("revocable", new PropertyDescriptor(
            new Jint.Runtime.Interop.ClrFunction(engine, "revocable", (_, args) => engine.Call(revocable, original, Behind(args)), 2, PropertyFlag.Configurable),
            writable: true,
            enumerable: false,
            configurable: true));
    }

    public static void Apply(Engine engine)
    {
        var guarded = new GuardedProxy(engine, (Constructor)engine.Global.Get("Proxy"));
        engine.Global.FastSetProperty("Proxy", new PropertyDescriptor(guarded, writable: true, enumerable: false, configurable: true));
    }

    public override ObjectInstance Construct(JsValue[] arguments, JsValue newTarget) =>
        _original.Construct(Behind(arguments), newTarget == this ? _original : newTarget);

    private JsValue[] Behind(JsValue[] args) => args.At(1) is ObjectInstance handler && DataOnly.IsProxy(handler)
        ? [args[0], new JsObject(_engine) { Prototype = handler }]
        : args;
}
