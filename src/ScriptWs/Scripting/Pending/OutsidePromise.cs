using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Connections;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>
/// A promise of a script that something outside its engine settles, by a turn of its own: a request, a storage, a C# function. It is
/// made on the worker's turn (<see cref="OutsidePromises.Begin"/>) and settled from any thread; only the first time counts. Once
/// the engine is replaced, settling it does nothing.
/// </summary>
internal sealed class OutsidePromise
{
    private readonly OutsidePromises _owner;
    private Func<Engine, JsValue>? _make;
    private bool _rejects;

    public OutsidePromise(OutsidePromises owner, ObjectInstance promise, string name, Connection? connection) =>
        (_owner, Promise, Name, Connection) = (owner, promise, name, connection);

    /// <summary>What the turn is called in traces and metrics, such as <c>server.storage.get</c>.</summary>
    public string Name { get; }

    /// <summary>The connection whose turn began it. The turn that settles it is that connection's too, also when it has closed.</summary>
    public Connection? Connection { get; }

    /// <summary>What the script awaits.</summary>
    public ObjectInstance Promise { get; }

    /// <summary>Fulfills it. Any thread.</summary>
    /// <param name="value">Makes the value, on the worker's turn and within its budget. A JavaScript error that it throws rejects.</param>
    public void Resolve(Func<Engine, JsValue> value) => Settle(value, rejects: false);

    /// <summary>Rejects it. Any thread.</summary>
    /// <param name="reason">Makes the reason, on the worker's turn and within its budget.</param>
    public void Reject(Func<Engine, JsValue> reason) => Settle(reason, rejects: true);

    /// <summary>Makes the value and settles. On the worker's turn.</summary>
    public void SettleNow(Engine engine)
    {
        JsValue value;
        try
        {
            value = _make!(engine);
        }
        catch (JavaScriptException e)
        {
            (value, _rejects) = (e.Error, true);
        }

        if (_rejects) JintInternals.Reject(Promise, value);
        else JintInternals.Resolve(Promise, value);
    }

    private void Settle(Func<Engine, JsValue> make, bool rejects)
    {
        if (Interlocked.CompareExchange(ref _make, make, null) is not null) return;

        _rejects = rejects;
        _owner.Post(this);
    }
}
