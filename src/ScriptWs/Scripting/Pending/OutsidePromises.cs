using Jint;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

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
    private CancellationTokenSource? _source;
    private volatile bool _hasEnded;

    /// <summary>Promises that are not settled. On the worker's turn.</summary>
    public int InFlight { get; private set; }

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
        return new OutsidePromise(this, engine.Advanced.RegisterPromise(), name, connection);
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

    private void Settle(OutsidePromise promise)
    {
        if (_hasEnded) return;

        InFlight--;
        turn(promise);
    }
}
