using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting.BuiltIns;

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
        KeepAccessors();
        var prototype = original.Get("prototype").AsObject();
        FastSetProperty("prototype", new PropertyDescriptor(prototype, writable: false, enumerable: false, configurable: false));
        prototype.FastSetProperty("constructor", new PropertyDescriptor(this, writable: true, enumerable: false, configurable: true));
    }

    /// <summary>Accessors that insist on being read from the original, as <c>RegExp.$1</c> does.</summary>
    private void KeepAccessors()
    {
        foreach (var key in _original.GetOwnPropertyKeys(Types.String))
        {
            if (_original.GetOwnProperty(key).Get is not Function) continue;

            var get = new ClrFunction(Engine, key.ToString(), (_, _) => _original.Get(key));
            var set = new ClrFunction(Engine, key.ToString(), (_, args) =>
            {
                _original.Set(key, args.At(0));
                return Undefined;
            });
            FastSetProperty(key, new GetSetPropertyDescriptor(get, set, enumerable: false, configurable: true));
        }
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
