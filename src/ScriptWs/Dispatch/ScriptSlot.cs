using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;
using ScriptWs.Scripting;

namespace ScriptWs.Dispatch;

/// <summary>One worker, the script host that it runs (if the endpoint has a script), and the timer that wakes it.</summary>
internal sealed class ScriptSlot : IDisposable
{
    private readonly int _mailboxLimit;
    private readonly ITimer _wake;
    private readonly ILogger _log;
    private Func<ScriptHost>? _createHost;

    public ScriptSlot(int mailboxLimit, TimeProvider clock, ILogger log)
    {
        (_mailboxLimit, _log) = (mailboxLimit, log);
        Worker = new ScriptWorker(mailboxLimit, log);
        _wake = clock.Timer("waking a script", Wake, log);
    }

    public ScriptWorker Worker { get; }

    public ScriptHost? Host { get; private set; }

    /// <summary>Makes the host, and keeps how it is made.</summary>
    /// <exception cref="ScriptLoadException">The script does not load.</exception>
    public void Begin(Func<ScriptHost> createHost)
    {
        Host = (_createHost = createHost)();
        Host.Succession.GoLive();
    }

    /// <summary>Installs a loaded host that has taken over the state of the previous one, in its place. On the worker's turn.</summary>
    /// <param name="next">The new host.</param>
    /// <param name="createHost">How it is made again.</param>
    public void Exchange(ScriptHost next, Func<ScriptHost> createHost)
    {
        var replaced = Host!;
        (Host, _createHost) = (next, createHost);
        next.Succession.GoLive(replaced);
        if (replaced.AsksForReplacement) replaced.Dispose(); // it keeps too much memory to live on
        else replaced.Retire();
    }

    /// <summary>Puts a new host in place of one that keeps too much memory, on a turn of its own; the connections stay.</summary>
    public void Replace() => Worker.Post(ConnectionEvent.Work(() =>
    {
        try
        {
            if (Host is not { AsksForReplacement: true } replaced) return; // a reload came first

            var next = _createHost!();
            next.Succession.TakeOver(replaced.Succession);
            Exchange(next, _createHost);
            next.OnStart();
        }
        catch (ScriptLoadException e)
        {
            Log.EngineNotReplaced(_log, e.Message);
        }
    }));

    /// <summary>
    /// Puts a new host, and another thread, in place of those whose turn does not end. The connections stay, but for the one
    /// whose event it was. Any thread but the worker's.
    /// </summary>
    /// <param name="turn">The turn, by its beginning.</param>
    /// <returns><c>false</c> when it has ended meanwhile, or the script does not load.</returns>
    public bool TryReplaceStuck(long turn)
    {
        var stuck = Host;
        ScriptHost? next = null;
        try
        {
            next = stuck is null ? null : _createHost!();
        }
        catch (ScriptLoadException e)
        {
            Log.EngineNotReplaced(_log, e.Message);
            return false;
        }

        if (Worker.TryReplaceThread(turn, guilty => TakeOver(stuck, next, guilty))) return true;

        next?.Dispose();
        return false;
    }

    /// <summary>Runs the script's timers on a turn after this time; a later call replaces an earlier one.</summary>
    public void WakeAfter(TimeSpan time) => _wake.Change(time, Timeout.InfiniteTimeSpan);

    /// <summary>Runs something on the worker's turn, and never on the caller's stack. Any thread.</summary>
    public void Post(Action work) => Worker.PostAway(ConnectionEvent.Work(work));

    /// <summary>Runs something on the worker's turn, as <see cref="Post"/> does, unless its mailbox is full. Any thread.</summary>
    public bool TryPost(Action work)
    {
        if (Worker.Waiting >= _mailboxLimit) return false;

        Post(work);
        return true;
    }

    public void OnStart()
    {
        if (Host is not null) Worker.Post(ConnectionEvent.Work(() => Host.OnStart()));
    }

    /// <summary>Runs <c>onShutdown</c>; completes when it has, its promise included.</summary>
    public Task OnShutdown(string reason)
    {
        if (Host is null) return Task.CompletedTask;

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Worker.Post(ConnectionEvent.Work(() => Host.OnShutdown(reason, () => done.TrySetResult())));
        return done.Task;
    }

    public void Dispose()
    {
        _wake.Dispose();
        if (Host is not null) Worker.Post(ConnectionEvent.Work(() => Host.Dispose()));
    }

    private void TakeOver(ScriptHost? stuck, ScriptHost? next, Connection? guilty)
    {
        if (stuck is not null && next is not null)
        {
            // Its engine is not touched: the other thread is still in it.
            stuck.Abandon();
            next.Succession.TakeOver(stuck.Succession);
            Host = next;
            next.Succession.GoLive(stuck);
            next.OnStart();
        }

        guilty?.Abandon(CloseStatuses.ScriptFailed);
    }

    private void Wake()
    {
        // The host of the turn, which may be a newer one than now.
        if (Host is not null) Worker.Post(ConnectionEvent.Work(() => Host.RunTimers()));
    }
}
