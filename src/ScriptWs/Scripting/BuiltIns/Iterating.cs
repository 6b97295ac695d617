using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// Built-ins that read an iterator to its end by themselves get one that looks at the budgets (<see cref="CheckedIterator"/>).
/// </summary>
internal sealed class Iterating
{
    /// <summary>Items that are read in no time.</summary>
    private const int MaxShort = 1000;

    private readonly Engine _engine;
    private readonly ObjectInstance _arrayIterators;
    private readonly JsValue _arrayValues;
    private readonly JsValue _arrayNext;

    private Iterating(Engine engine)
    {
        _engine = engine;
        var array = new JsArray(engine);
        _arrayValues = array.Get(GlobalSymbolRegistry.Iterator);
        _arrayIterators = engine.Call(_arrayValues, array, []).AsObject().Prototype!;
        _arrayNext = _arrayIterators.Get("next");
    }

    public static Iterating Apply(Engine engine)
    {
        var iterating = new Iterating(engine);
        foreach (var name in new[] { "all", "allSettled", "any", "race" })
            iterating.CheckFirst(engine.Global.Get("Promise").AsObject(), name);
        iterating.CheckFirst(engine.Global.Get("Math").AsObject(), "sumPrecise");
        iterating.CheckFirst(engine.Global.Get("Uint8Array").AsObject().Prototype!, "from");
        var sets = BuiltIn.Prototype(engine, "Set");
        foreach (var name in new[] { "union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom" })
            iterating.CheckFirst(sets, name);

        iterating.CheckReceivers("Iterator");
        iterating.CheckReceivers("AsyncIterator");
        return iterating;
    }

    /// <summary>The value to iterate over in place of this one.</summary>
    public JsValue Check(JsValue value) => value is ObjectInstance target && target is not JsTypedArray && !IsPlainArray(target) && !target.IsArrayBuffer() && !target.IsDataView()
        ? new CheckedIterator(_engine, target)
        : value;

    /// <summary>The same for built-ins to which an iterable is all alike: strings, buffers and long arrays end, but late.</summary>
    public JsValue CheckAny(JsValue value) => value switch
    {
        JsString { Length: <= MaxShort } => value,
        JsString => new CheckedIterator(_engine, BuiltIn.ToObject(_engine, value)),
        JsArray { Length: <= MaxShort } few when IsPlainArray(few) => value,
        ObjectInstance target => new CheckedIterator(_engine, target),
        _ => value,
    };

    /// <summary>An array ends, unless a script has put another iterator in the place of the built-in one.</summary>
    private bool IsPlainArray(ObjectInstance value) => value is JsArray
        && ReferenceEquals(value.Get(GlobalSymbolRegistry.Iterator), _arrayValues)
        && ReferenceEquals(_arrayIterators.Get("next"), _arrayNext);

    /// <summary>All methods, present and future ones: each reads the iterator that it is called on.</summary>
    private void CheckReceivers(string name)
    {
        if (_engine.Global.Get(name) is not ObjectInstance) return;

        var iterators = BuiltIn.Prototype(_engine, name);
        foreach (var key in iterators.GetOwnPropertyKeys(Types.String))
        {
            if (key.ToString() is not ("constructor" or "next"))
                BuiltIn.Replace(_engine, iterators, key, original => (self, args) => BuiltIn.Call(original, Check(self), args));
        }
    }

    private void CheckFirst(ObjectInstance holder, string name) => BuiltIn.Replace(_engine, holder, name, original => (self, args) =>
    {
        if (args.Length > 0) args[0] = CheckAny(args[0]);
        return BuiltIn.Call(original, self, args);
    });
}
