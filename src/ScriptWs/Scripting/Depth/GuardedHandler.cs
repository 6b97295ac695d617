using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting.Depth;

/// <summary>
/// What a proxy has in the place of its handler. Before it asks the handler for a trap it looks at the turn's budget and at the stack.
/// Traps are called on the handler itself.
/// </summary>
internal sealed class GuardedHandler(Engine engine, ObjectInstance handler, TurnCheck check) : ObjectInstance(engine)
{
    /// <summary>Of those that were asked for: the function that calls the trap, by the trap's name.</summary>
    private Dictionary<JsValue, (JsValue Trap, ClrFunction OnHandler)>? _traps;

    /// <param name="property">The name of a trap.</param>
    /// <param name="receiver">This object.</param>
    public override JsValue Get(JsValue property, JsValue receiver)
    {
        check.Step();
        if (!ScriptStack.HasRoom) throw Thrown.RangeError(_engine, "Maximum call stack size exceeded");

        var trap = handler.Get(property, handler);
        if (_traps is not null && _traps.TryGetValue(property, out var known) && ReferenceEquals(known.Trap, trap)) return known.OnHandler;
        if (Callables.Of(_engine, trap) is not { } function) return trap;

        var onHandler = new ClrFunction(_engine, property.ToString(), (_, args) => JintInternals.Call(function, handler, args));
        (_traps ??= [])[property] = (trap, onHandler);
        return onHandler;
    }
}
