using Jint;
using Jint.Native;
using Jint.Native.Object;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>The promises of one engine that wait for something outside it.</summary>
/// <param name="engine">The engine.</param>
/// <param name="post">Runs something on the worker's turn, from any thread, after what waits in its mailbox.</param>
/// <param name="turn">Settles one, as a turn of its own.</param>
internal sealed class OutsidePromises(Engine engine, Action<Action> post, Action<OutsidePromise> turn)
{
    /// <summary>Promises of one engine in flight at most: each may add a turn to the mailbox.</summary>
    public const int MaxInFlight = 10_000;

    private readonly Lock _lock = new();
    private ObjectInstance? _prototype;
    private CancellationTokenSource? _source;
    private volatile bool _hasEnded;

    /// <summary>Promises that are not settled. On the worker's turn.</summary>
    public int InFlight { get; private set; }

    /// <summary>Whether another engine has taken this one's place, or the server has stopped. Any thread.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Cancelled when another engine has taken this one's place, or the server has stopped. Any thread.</summary>
    public CancellationToken Ended
    {
        get
        {
            lock (_lock) return _hasEnded ? new CancellationToken(canceled: true) : (_source ??= new CancellationTokenSource()).Token;
        }
    }

    /// <summary>Makes a promise, on the worker's turn. It must be settled, since it counts until then.</summary>
    /// <param name="name">What a script calls, such as <c>server.storage.get</c>.</param>
    /// <param name="connection">The connection of the present turn, if it is one's.</param>
    /// <exception cref="Jint.Runtime.JavaScriptException">A RangeError: there are too many.</exception>
    public OutsidePromise Begin(string name, Connection? connection)
    {
        if (InFlight >= MaxInFlight)
            throw Thrown.RangeError(engine, $"{name}: {MaxInFlight} calls are in flight already; await some before the next.");

        InFlight++;
        return new OutsidePromise(this, New(), name, connection);
    }

    /// <summary>A promise that is fulfilled already. On the worker's turn.</summary>
    public JsValue Resolved(JsValue value)
    {
        var promise = New();
        JintInternals.Resolve(promise, value);
        return promise;
    }

    /// <summary>A promise that is rejected already. On the worker's turn.</summary>
    public JsValue Rejected(JsValue reason)
    {
        var promise = New();
        JintInternals.Reject(promise, reason);
        return promise;
    }

    /// <summary>Settles one on a turn. Any thread.</summary>
    public void Post(OutsidePromise promise)
    {
        if (!_hasEnded) post(() => Settle(promise));
    }

    /// <summary>Drops what is in flight, and cancels <see cref="Ended"/>. Any thread.</summary>
    public void End()
    {
        CancellationTokenSource? source;
        lock (_lock)
        {
            if (_hasEnded) return;
            (_hasEnded, source) = (true, _source);
        }

        // What is registered on the token is code of others, which must not run amid a change of engines.
        if (source is not null) Background.Queue("cancelling the calls of a script", source.Cancel);
    }

    /// <summary>The public way makes two functions and five delegates for each promise.</summary>
    private ObjectInstance New()
    {
        var promise = (ObjectInstance)JintInternals.NewPromise(engine);
        promise.Prototype = _prototype ??= engine.Advanced.RegisterPromise().Promise.AsObject().Prototype;
        return promise;
    }

    private void Settle(OutsidePromise promise)
    {
        if (_hasEnded) return;

        InFlight--;
        turn(promise);
    }
}
