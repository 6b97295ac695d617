using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>Puts a function of ours in the place of a built-in one, with the same name and length.</summary>
internal static class BuiltIn
{
    /// <param name="engine">The engine.</param>
    /// <param name="holder">The object that has the function.</param>
    /// <param name="key">Its name there, a string or a symbol; a missing one is left out.</param>
    /// <param name="replace">Makes the new function of the original one.</param>
    public static void Replace(Engine engine, ObjectInstance holder, JsValue key, Func<Function, Body> replace)
    {
        var replaced = holder.GetOwnProperty(key);
        if (replaced == PropertyDescriptor.Undefined) return;

        // Most are never called: each function is made when a script first asks for it.
        holder.FastSetProperty(key, PropertyDescriptor.CreateLazy(
            (engine, replaced, replace),
            static context => Create(context.engine, (Function)context.replaced.Value, context.replace),
            PropertyFlag.Writable | PropertyFlag.Configurable
                | PropertyFlag.WritableSet | PropertyFlag.EnumerableSet | PropertyFlag.ConfigurableSet));
    }

    private static ClrFunction Create(Engine engine, Function original, Func<Function, Body> replace)
    {
        var body = replace(original);
        var name = original.Get("name").ToString();
        var length = (int)original.Get("length").AsNumber();
        // The engine shares and reuses the array of arguments, so the function gets one of its own.
        return new ClrFunction(engine, name, (self, args) => LongText.Of(engine, body(self, [.. args])), length, PropertyFlag.Configurable);
    }

    /// <summary>Changes a global object when a script first asks for it: few ask for the large ones.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="name">The global's name.</param>
    /// <param name="change">Changes the object. What was put off before has been done by then.</param>
    public static void WhenAsked(Engine engine, string name, Action<ObjectInstance> change)
    {
        var before = engine.Global.GetOwnProperty(name);
        if (before == PropertyDescriptor.Undefined) return;

        engine.Advanced.AddLazyGlobal(
            name,
            _ =>
            {
                var found = before.Value.AsObject();
                change(found);
                return found;
            },
            PropertyFlag.NonEnumerable);
    }

    /// <summary>The prototype of a global constructor.</summary>
    public static ObjectInstance Prototype(Engine engine, string name) => engine.Global.Get(name).Get("prototype").AsObject();

    /// <summary>Calls it as the engine does from within: its public way in counts as one from outside, and costs as much again.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Call")]
    public static extern JsValue Call(Function function, JsValue self, JsValue[] args);

    public static ObjectInstance ToObject(Engine engine, JsValue value)
    {
        if (value is ObjectInstance instance) return instance;
        if (value.IsNull() || value.IsUndefined()) throw Thrown.TypeError(engine, "Cannot convert undefined or null to object");

        return engine.Call(engine.Intrinsics.Object, JsValue.Undefined, [value]).AsObject();
    }

    /// <summary>The length of an array, or of what is used as one.</summary>
    public static ulong LengthOf(ObjectInstance items) => items switch
    {
        JsArray array => array.Length,
        JsTypedArray typed => typed.Length,
        _ => TypeConverter.ToLength(items.Get("length")),
    };

    /// <summary>What a built-in function does.</summary>
    public delegate JsValue Body(JsValue self, JsValue[] args);
}
