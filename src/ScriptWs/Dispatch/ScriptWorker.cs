using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Dispatch;

/// <summary>
/// Runs turns, one at a time, on whichever thread finds it idle; the others leave their events in its mailbox. While
/// no thread is the worker the mailbox is empty: that is what lets <see cref="TryBegin"/> run new events at once.
/// </summary>
internal sealed class ScriptWorker(int mailboxLimit, ILogger? log = null) : IMailbox, IThreadPoolWorkItem
{
    /// <summary>Events one thread runs before it hands the rest to the pool: its own sockets wait meanwhile.</summary>
    private const int MaxBatch = 256;

    private readonly Lock _lock = new();
    private readonly Queue<ConnectionEvent> _mailbox = new();
    private TaskCompletionSource? _parking;
    private ConnectionEvent? _first;
    private bool _taken;
    private bool _runs;
    private int _tenure;
    private long _turnSince;

    /// <summary>Receives the events; set before the first event, replaced only on a turn.</summary>
    public IConnectionHandler Handler { get; set; } = null!;

    public Connection? Current { private get; set; }

    /// <summary>Whether no turn runs, and so none waits.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock) return !_taken;
        }
    }

    /// <summary>Events that wait for a turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _mailbox.Count;
        }
    }

    /// <summary>
    /// Since when the present turn runs, by the milliseconds of <see cref="Environment.TickCount64"/>; <c>null</c> when none does.
    /// </summary>
    public long? TurnSince
    {
        get
        {
            lock (_lock) return _runs ? Volatile.Read(ref _turnSince) : null;
        }
    }

    public bool TryBegin(out Batch batch)
    {
        lock (_lock)
        {
            batch = default;
            if (_taken) return false;
            _taken = true;
            BeginBatch();
            batch = new Batch(this, _tenure);
        }

        return true;
    }

    public bool EndTurn(int tenure)
    {
        // Real time and not the clock's: this shares out a processor, it is nothing a test could want to wait for.
        var now = Environment.TickCount64;
        if (Volatile.Read(ref _tenure) != tenure) return false;
        if (now == _turnSince) return true;

        Volatile.Write(ref _turnSince, now);
        Cork.FlushIfDue(now);
        return true;
    }

    public void Exit(int tenure)
    {
        var parked = RunMailbox(tenure);
        Cork.End();
        parked?.SetResult();
    }

    /// <summary>
    /// Lets another thread be the worker in place of one whose turn does not end; that one runs nothing more when it does.
    /// </summary>
    /// <param name="turn">The turn's beginning, as <see cref="TurnSince"/> told it: one that has ended meanwhile is let be.</param>
    /// <param name="first">Run first by the new one, with the connection whose event the turn was.</param>
    /// <returns>Whether it was replaced.</returns>
    public bool TryReplaceThread(long turn, Action<Connection?> first)
    {
        lock (_lock)
        {
            if (!_runs || Volatile.Read(ref _turnSince) != turn) return false;
            Volatile.Write(ref _tenure, _tenure + 1);
            _runs = false;
            var guilty = Current;
            _first = ConnectionEvent.Work(() => first(guilty));
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    public bool Post(ConnectionEvent item)
    {
        bool hasRoom;
        lock (_lock)
        {
            _mailbox.Enqueue(item);
            hasRoom = _mailbox.Count < mailboxLimit;
            if (_taken) return hasRoom;
            _taken = true;
        }

        RunBatch();
        return hasRoom;
    }

    /// <summary>Queues an event that never runs on this thread's stack: the caller may hold locks, and scripts take time.</summary>
    public void PostAway(ConnectionEvent item)
    {
        lock (_lock)
        {
            _mailbox.Enqueue(item);
            if (_taken) return;
            _taken = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>
    /// Takes the worker between two turns, ahead of what waits in its mailbox: once the task has completed no turn runs,
    /// events wait, and the caller holds the worker's turn until it calls <see cref="Resume"/>. One caller at a time.
    /// </summary>
    public Task ParkAsync()
    {
        lock (_lock)
        {
            if (_taken) return (_parking = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            _taken = true;
            return Task.CompletedTask;
        }
    }

    /// <summary>Takes back a call of <see cref="ParkAsync"/>.</summary>
    /// <returns><c>false</c> when the worker is parked already, or about to be: wait for it, and resume it.</returns>
    public bool TryCancelParking()
    {
        lock (_lock)
        {
            if (_parking is null) return false;
            _parking = null;
            return true;
        }
    }

    /// <summary>Lets a parked worker go on with what came meanwhile.</summary>
    public void Resume() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>Goes on with a mailbox that one thread did not empty in its batch.</summary>
    void IThreadPoolWorkItem.Execute() => Background.Run(RunBatch, "running turns", log);

    private void RunBatch()
    {
        int tenure;
        ConnectionEvent? first;
        lock (_lock)
        {
            (tenure, first, _first) = (_tenure, _first, null);
            BeginBatch();
        }

        if (first is { } replacement)
        {
            Run(replacement);
            EndTurn(tenure);
        }

        Exit(tenure);
    }

    /// <summary>Under the lock.</summary>
    private void BeginBatch()
    {
        Cork.Begin();
        _turnSince = Environment.TickCount64;
        _runs = true;
    }

    /// <returns>Who is to be told that the worker is parked; <c>null</c> without a request.</returns>
    private TaskCompletionSource? RunMailbox(int tenure)
    {
        for (var count = 0; count < MaxBatch; count++)
        {
            ConnectionEvent next;
            lock (_lock)
            {
                if (_tenure != tenure) return null; // a turn took so long that another thread took over
                if (_parking is { } parked)
                {
                    (_parking, _runs) = (null, false);
                    return parked;
                }

                if (!_mailbox.TryDequeue(out next))
                {
                    _taken = _runs = false;
                    return null;
                }
            }

            Run(next);
            EndTurn(tenure);
        }

        // Still taken: the pool's thread takes it over as it is.
        lock (_lock)
        {
            if (_tenure != tenure) return null;
            _runs = false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return null;
    }

    /// <summary>A handler reports its own failures; what comes out of it all the same must not stop the worker.</summary>
    private void Run(ConnectionEvent next)
    {
        Current = null;
        try
        {
            next.Run();
        }
        catch (Exception e)
        {
            Log.TurnBroke(log ?? NullLogger.Instance, e, next.Kind.ToString());
        }
    }
}
