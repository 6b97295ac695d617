using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// Stands before an iterator, an iterable or a set-like object that a built-in reads by itself: each step looks at the budgets of the turn.
/// Where all of its functions are built-ins no script runs between the steps, and nothing else would end the loop.
/// </summary>
internal sealed class CheckedIterator : ObjectInstance
{
    private readonly ObjectInstance _target;
    private readonly TurnCheck _check;

    public CheckedIterator(Engine engine, ObjectInstance target)
        : base(engine)
    {
        (_target, _check) = (target, new TurnCheck(engine));
        if (target.Prototype is { } prototype) Prototype = prototype; // the engine's setter takes no null, which it is before
    }

    public override JsValue Get(JsValue property, JsValue receiver)
    {
        var value = _target.Get(property, receiver == this ? _target : receiver);
        return value.IsCallable() ? Forward(value, iterators: GivesIterators(property)) : value;
    }

    /// <summary>What gives iterators: of iterables by the language's symbols, of a set-like object by <c>keys</c>.</summary>
    private static bool GivesIterators(JsValue property) =>
        ReferenceEquals(property, GlobalSymbolRegistry.Iterator) || ReferenceEquals(property, GlobalSymbolRegistry.AsyncIterator)
        || (property is JsString && property.ToString() == "keys");

    /// <summary>The same function, called on the target, as it is without this object.</summary>
    private ClrFunction Forward(JsValue function, bool iterators) => new(_engine, "", (self, args) =>
    {
        _check.Step();
        var result = _engine.Call(function, ReferenceEquals(self, this) ? _target : self, [.. args]);
        return iterators && result is ObjectInstance iterator ? new CheckedIterator(_engine, iterator) : result;
    });

    public override bool HasProperty(JsValue property) => _target.HasProperty(property);
}
