using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting.Depth;

/// <summary>
/// <c>Proxy</c>. Where a proxy asks its handler for a trap, the engine looks neither at the stack nor at the turn's budget. Sixty proxies,
/// each the target and the handler of the next, would ask each other without end. Therefore every proxy gets a
/// <see cref="GuardedHandler"/>.
/// </summary>
internal sealed class GuardedProxy : Constructor
{
    private readonly Constructor _original;
    private readonly TurnCheck _check;

    private GuardedProxy(Engine engine, Constructor original)
        : base(engine, "Proxy")
    {
        (_original, _check) = (original, new TurnCheck(engine));
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

    private JsValue[] Behind(JsValue[] args) =>
        args.At(1) is ObjectInstance handler ? [args[0], new GuardedHandler(_engine, handler, _check)] : args;
}
