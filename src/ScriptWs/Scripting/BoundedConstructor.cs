using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;

namespace ScriptWs.Scripting;

/// <summary>Stands before a built-in constructor, has its statics and its prototype, and looks at the arguments first.</summary>
internal sealed class BoundedConstructor : Constructor
{
    private readonly Constructor _original;
    private readonly Action<JsValue[]> _check;

    public BoundedConstructor(Engine engine, string name, Constructor original, Action<JsValue[]> check)
        : base(engine, name)
    {
        (_original, _check) = (original, check);
        Prototype = original;
        var prototype = original.Get("prototype").AsObject();
        FastSetProperty("prototype", new PropertyDescriptor(prototype, writable: false, enumerable: false, configurable: false));
        prototype.FastSetProperty("constructor", new PropertyDescriptor(this, writable: true, enumerable: false, configurable: true));
    }

    /// <summary>Some constructors are functions too.</summary>
    protected override JsValue Call(JsValue thisObject, JsValue[] arguments)
    {
        JsValue[] own = [.. arguments];
        _check(own);
        return _original.Call(thisObject, own);
    }

    public override ObjectInstance Construct(JsValue[] arguments, JsValue newTarget)
    {
        JsValue[] own = [.. arguments]; // the engine's own may be shared
        _check(own);
        return _original.Construct(own, newTarget == this ? _original : newTarget);
    }
}
