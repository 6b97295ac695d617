using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Connections;

namespace ScriptWs.Dispatch;

/// <summary>
/// Runs turns, one at a time, on whichever thread finds it idle; the others leave their events in its mailbox. While
/// nobody is the worker the mailbox is empty: that is what lets <see cref="TryEnter"/> run new events at once.
/// </summary>
internal sealed partial class ScriptWorker(int mailboxLimit, ILogger? log = null) : IMailbox, IThreadPoolWorkItem
{
    /// <summary>Events one thread runs before it hands the rest to the pool: its own sockets wait meanwhile.</summary>
    private const int MaxBatch = 256;

    /// <summary>Milliseconds of turns after which what they sent goes out, even if the batch goes on.</summary>
    private const long MaxCorkedTime = 2;

    private readonly Lock _gate = new();
    private readonly Queue<ConnectionEvent> _mailbox = new();
    private TaskCompletionSource? _parking;
    private bool _taken;
    private long _corkedSince;

    /// <summary>Receives the events; set before the first event, replaced only on a turn.</summary>
    public IConnectionHandler Handler { get; set; } = null!;

    /// <summary>Whether no turn runs, and so none waits.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate) return !_taken;
        }
    }

    /// <summary>Events that wait for a turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _mailbox.Count;
        }
    }

    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_taken) return false;
            _taken = true;
        }

        BeginBatch();
        return true;
    }

    public void EndTurn()
    {
        // Real time and not the clock's: this shares out a processor, it is nothing a test could want to wait for.
        var now = Environment.TickCount64;
        if (now - _corkedSince < MaxCorkedTime) return;

        _corkedSince = now;
        Cork.Flush();
    }

    public void Exit()
    {
        var parked = RunMailbox();
        Cork.End();
        parked?.SetResult();
    }

    public bool Post(ConnectionEvent item)
    {
        bool hasRoom;
        lock (_gate)
        {
            _mailbox.Enqueue(item);
            hasRoom = _mailbox.Count < mailboxLimit;
            if (_taken) return hasRoom;
            _taken = true;
        }

        ((IThreadPoolWorkItem)this).Execute();
        return hasRoom;
    }

    /// <summary>
    /// Takes the worker between two turns, ahead of what waits in its mailbox: once the task has completed no turn runs,
    /// events wait, and the caller holds the worker's turn until it calls <see cref="Resume"/>. One caller at a time.
    /// </summary>
    public Task ParkAsync()
    {
        lock (_gate)
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
        lock (_gate)
        {
            if (_parking is null) return false;
            _parking = null;
            return true;
        }
    }

    /// <summary>Lets a parked worker go on with what came meanwhile.</summary>
    public void Resume() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>Goes on with a mailbox that one thread did not empty in its batch.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        BeginBatch();
        Exit();
    }

    private void BeginBatch()
    {
        Cork.Begin();
        _corkedSince = Environment.TickCount64;
    }

    /// <returns>Who is to be told that the worker is parked; <c>null</c> when nobody asked.</returns>
    private TaskCompletionSource? RunMailbox()
    {
        for (var count = 0; count < MaxBatch; count++)
        {
            ConnectionEvent next;
            lock (_gate)
            {
                if (_parking is { } parked)
                {
                    _parking = null;
                    return parked;
                }

                if (!_mailbox.TryDequeue(out next))
                {
                    _taken = false;
                    return null;
                }
            }

            Run(next);
            EndTurn();
        }

        // Still taken: the pool's thread takes it over as it is.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return null;
    }

    /// <summary>A handler reports its own failures; what comes out of it all the same must not stop the worker.</summary>
    private void Run(ConnectionEvent next)
    {
        try
        {
            next.Run();
        }
        catch (Exception e)
        {
            Log.TurnBroke(log ?? NullLogger.Instance, e, next.Kind);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Critical, "A turn ({Kind}) broke in the server itself; please report this. The worker went on.")]
        public static partial void TurnBroke(ILogger logger, Exception exception, ConnectionEventKind kind);
    }
}
