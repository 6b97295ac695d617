using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting.Depth;

/// <summary>
/// Puts a <see cref="NativeCall"/> before every built-in function of an engine that can call another. All are found by
/// walking the language's own objects, so that those of later versions are among them.
/// </summary>
internal sealed class NativeCalls
{
    /// <summary>Collections look at nothing but themselves here, and are what scripts call most.</summary>
    private static readonly string[] Collections = ["Map", "Set", "WeakMap", "WeakSet"];

    private static readonly string[] Lookups = ["get", "set", "has", "add", "delete", "clear"];

    /// <summary>Functions that look at their arguments' kind at most, and coerce nothing.</summary>
    private static readonly (string Type, string[] Names)[] Plain =
    [
        ("Date", ["now"]), ("Math", ["random"]), ("Object", ["is"]), ("Number", ["isFinite", "isInteger", "isNaN", "isSafeInteger"]),
    ];

    /// <summary>What a regular expression is asked for whenever it is used. Each looks at its own regular expression only.</summary>
    private static readonly string[] Flags =
        ["hasIndices", "global", "ignoreCase", "multiline", "dotAll", "unicode", "unicodeSets", "sticky"];

    /// <summary>Large and rarely used: guarded when a script first asks for one.</summary>
    private static readonly string[] Lazy = ["Intl", "Temporal"];

    private readonly Engine _engine;
    private readonly TurnBudget _budget;
    private readonly Dictionary<Function, ClrFunction> _guarded = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ObjectInstance> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<JsValue> _exempt;
    private readonly ObjectInstance _functions;

    private NativeCalls(Engine engine, TurnBudget budget)
    {
        (_engine, _budget, _functions) = (engine, budget, Prototype(engine, "Function"));
        _exempt = new HashSet<JsValue>(Exempt(engine), ReferenceEqualityComparer.Instance);
    }

    public static void Guard(Engine engine, TurnBudget budget)
    {
        var calls = new NativeCalls(engine, budget);
        var hidden = HiddenIntrinsics.Of(engine).ToArray();
        foreach (var name in Lazy) calls.GuardLater(name);
        calls.GuardFrom([engine.Global, .. hidden]);
        GuardedProxy.Apply(engine);
    }

    /// <summary>
    /// Functions that stay as they are, and that coerce nothing. The engine compares the first three with its own to iterate
    /// quickly over arrays and to answer <c>instanceof</c>, and knows <c>eval</c> by its type. The others are what scripts call most.
    /// </summary>
    public static IEnumerable<JsValue> Exempt(Engine engine)
    {
        yield return Prototype(engine, "Array").Get("values");
        yield return new JsArray(engine).Get("values").Call(new JsArray(engine), []).Get("next");
        yield return Prototype(engine, "Function").Get(GlobalSymbolRegistry.HasInstance);
        yield return engine.Global.Get("eval");
        foreach (var (type, names) in Plain)
        {
            foreach (var name in names) yield return engine.Global.Get(type).Get(name);
        }

        foreach (var name in engine.Global.Get("Date").Get("prototype").AsObject().GetOwnPropertyKeys(Types.String))
        {
            // getTime, getUTCHours, …
            if (name.ToString().StartsWith("get", StringComparison.Ordinal)) yield return Prototype(engine, "Date").Get(name);
        }

        foreach (var name in Flags)
        {
            if (Prototype(engine, "RegExp").GetOwnProperty(name).Get is { } getter) yield return getter;
        }

        foreach (var type in Collections)
        {
            foreach (var name in Lookups) yield return Prototype(engine, type).Get(name);
        }
    }

    private static ObjectInstance Prototype(Engine engine, string type) => engine.Global.Get(type).Get("prototype").AsObject();

    private void GuardLater(string name)
    {
        if (_engine.Global.Get(name) is not ObjectInstance found || !_seen.Add(found)) return;

        _engine.Advanced.AddLazyGlobal(
            name,
            _ =>
            {
                _seen.Remove(found);
                GuardFrom([found]);
                return found;
            },
            PropertyFlag.NonEnumerable);
    }

    private void GuardFrom(IEnumerable<ObjectInstance> roots)
    {
        var holders = new Queue<ObjectInstance>(roots);
        while (holders.TryDequeue(out var holder))
        {
            if (!_seen.Add(holder)) continue;
            if (holder.Prototype is { } prototype) holders.Enqueue(prototype);
            foreach (var (key, property) in holder.GetOwnProperties().ToArray())
            {
                if (holder == _engine.Global && Lazy.Contains(key.ToString())) continue;
                if (property.IsAccessorDescriptor()) GuardAccessor(holder, key, property);
                else if (property.Value is Function function and not Constructor && function != _functions)
                    GuardMethod(holder, key, property, function);
                else if (property.Value is ObjectInstance inner) holders.Enqueue(inner);
            }
        }
    }

    private void GuardMethod(ObjectInstance holder, JsValue key, PropertyDescriptor property, Function function)
    {
        if ((!property.Configurable && !property.Writable) || StaysAsItIs(function)) return;

        // Most are never called: each guard is made when a script first asks for its function.
        holder.FastSetProperty(key, PropertyDescriptor.CreateLazy((this, function), static pair => pair.Item1.Of(pair.function), FlagsOf(property)));
    }

    private void GuardAccessor(ObjectInstance holder, JsValue key, PropertyDescriptor property)
    {
        if (!property.Configurable) return;

        var (get, set) = (property.Get is Function getter ? Of(getter) : property.Get, property.Set is Function setter ? Of(setter) : property.Set);
        holder.FastSetProperty(key, new GetSetPropertyDescriptor(get, set, property.Enumerable, property.Configurable));
    }

    /// <summary>The engine looks at the stack before a <see cref="ClrFunction"/> itself.</summary>
    private bool StaysAsItIs(Function function) => function is ClrFunction || _exempt.Contains(function);

    private static PropertyFlag FlagsOf(PropertyDescriptor property) =>
        PropertyFlag.WritableSet | PropertyFlag.EnumerableSet | PropertyFlag.ConfigurableSet
        | (property.Writable ? PropertyFlag.Writable : PropertyFlag.None)
        | (property.Enumerable ? PropertyFlag.Enumerable : PropertyFlag.None)
        | (property.Configurable ? PropertyFlag.Configurable : PropertyFlag.None);

    /// <summary>The same function of two names stays the same.</summary>
    private Function Of(Function function)
    {
        if (StaysAsItIs(function)) return function;
        if (_guarded.TryGetValue(function, out var guarded)) return guarded;

        var (name, length) = (function.Get("name").ToString(), (int)function.Get("length").AsNumber());
        var call = new NativeCall(function, name, _budget);
        return _guarded[function] = new ClrFunction(_engine, name, call.Call, length, PropertyFlag.Configurable);
    }
}
