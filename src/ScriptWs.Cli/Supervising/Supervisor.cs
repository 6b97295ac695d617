using Microsoft.Extensions.Logging;
using ScriptWs.Cli.Handover;
using ScriptWs.Configuration;

namespace ScriptWs.Cli.Supervising;

/// <summary>
/// Keeps one process serving: restarts it when it ends that was not asked to, replaces it when it is asked to or when it does not
/// live any more, gives up when that happens too often. All under one lock; nothing in it waits. Any thread.
/// </summary>
internal sealed partial class Supervisor : IDisposable
{
    /// <summary>Time beyond <c>shutdown.grace</c> that a process has to shut down cleanly.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>A timer that is later than this says that this process stood still.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly IChildren _children;
    private readonly SupervisionOptions _options;
    private readonly TimeSpan _timeToEnd;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly RestartPace _pace;
    private readonly DueTimer _timer;
    private readonly TaskCompletionSource<SupervisorEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WatchedChild> _leaving = [];
    private WatchedChild? _starting;
    private WatchedChild? _serving;
    private SupervisorEnd? _end;
    private (long Since, TimeSpan In)? _startDue;
    private bool _hasServed;
    private bool _handOverWanted;

    public Supervisor(IChildren children, ScriptWsOptions options, TimeProvider clock, ILogger<Supervisor> log)
    {
        (_children, _options, _clock, _log) = (children, options.Supervision, clock, log);
        _timeToEnd = options.Shutdown.Grace + Margin;
        _pace = new RestartPace(_options, clock);
        _timer = new DueTimer(clock, OnTimer);
    }

    /// <summary>Told each step; under the lock, so it must not wait.</summary>
    public Action<SupervisorStep> Stepped { get; set; } = static _ => { };

    /// <summary>Completes when no process is left, and none will be.</summary>
    public Task<SupervisorEnd> Ended => _ended.Task;

    /// <summary>Whether it goes on; who waits for the answer in vain learns that it hangs.</summary>
    public bool IsAlive
    {
        get
        {
            lock (_lock) return !_ended.Task.IsCompleted;
        }
    }

    /// <exception cref="CommandException">The addresses cannot be opened.</exception>
    public void Start()
    {
        lock (_lock)
        {
            _children.Prepare();
            _children.Commit();
            StartNext();
            Arm();
        }
    }

    /// <summary>Ends everything: cleanly the first time, immediately the second time.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            var order = _end is null ? Order.Stop : Order.Hurry;
            EndAll(_end ?? new SupervisorEnd(null, null), order);
            Arm();
        }
    }

    public void Reload()
    {
        lock (_lock)
        {
            _starting?.Child.Send(Order.Reload);
            _serving?.Child.Send(Order.Reload);
            if (_serving is not null) Stepped(SupervisorStep.Reloading);
        }
    }

    /// <summary>Replaces the process that serves; while it is being replaced already, once more afterwards.</summary>
    public void HandOver()
    {
        lock (_lock)
        {
            HandOverOrLater();
            Arm();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnReported(IChild child, Report report)
    {
        lock (_lock)
        {
            if (Find(child) is not { } watched) return;
            watched.ShowedLife();
            if (report == Report.Ready && watched == _starting) OnServing(watched);
            if (report == Report.Reloaded) Stepped(SupervisorStep.Serving);
            if (report == Report.Unwell && watched == _serving) OnUnwell(watched);
            Arm();
        }
    }

    private void OnExited(IChild child, int exitCode)
    {
        lock (_lock)
        {
            if (Find(child) is not { } watched) return;
            var how = watched.Describe(exitCode);
            if (_leaving.Remove(watched)) Log.ProcessLeft(_log, child.Id, how);
            else if (watched == _starting) OnStartingExited(watched, exitCode, how);
            else OnServingExited(exitCode, how);
            if (_handOverWanted && _end is null) HandOverOrLater();
            EndIfNobodyIsLeft();
            Arm();
        }
    }

    private void OnServing(WatchedChild served)
    {
        _starting = null;
        served.Progressed();
        served.ExpectLife(_options.Liveness);
        _children.Commit();
        if (_serving is { } old)
        {
            old.Child.Send(Order.Leave);
            old.ExpectProgress(_timeToEnd, "it did not end in time");
            _leaving.Add(old);
            Log.ProcessHandedOver(_log, served.Child.Id, old.Child.Id);
        }
        else
        {
            Log.ProcessServes(_log, served.Child.Id);
        }

        (_serving, _hasServed) = (served, true);
        if (_end is null) Stepped(SupervisorStep.Serving);
        if (_handOverWanted && _end is null) HandOverOrLater();
    }

    private void OnUnwell(WatchedChild child)
    {
        if (_starting is not null || _startDue is not null || _end is not null) return;
        Log.ProcessUnwell(_log, child.Child.Id);
        StartByPace("reports that it cannot recover");
    }

    private void OnStartingExited(WatchedChild child, int exitCode, string how)
    {
        _starting = null;
        if (_end is not null) SetExitCode(child, exitCode);
        else if (_serving is { } serving)
        {
            _children.Revert();
            Log.HandoverFailed(_log, child.Child.Id, how, serving.Child.Id);
            Stepped(SupervisorStep.Serving);
        }
        // It has said why, on this very console.
        else if (exitCode == ExitCode.Fine || (!_hasServed && exitCode == ExitCode.Mendable)) EndAll(new SupervisorEnd(exitCode, null), Order.Stop);
        else
        {
            Log.ProcessDied(_log, child.Child.Id, how);
            StartAgain(exitCode, how);
        }
    }

    private void OnServingExited(int exitCode, string how)
    {
        var child = _serving!;
        _serving = null;
        if (_end is not null) SetExitCode(child, exitCode);
        else if (exitCode == ExitCode.Fine) EndAll(new SupervisorEnd(exitCode, null), Order.Stop);
        else
        {
            Log.ProcessDied(_log, child.Child.Id, how);
            Stepped(SupervisorStep.Restarting);
            if (_starting is null && _startDue is null) StartAgain(exitCode, how);
        }
    }

    private void EndAll(SupervisorEnd end, Order order)
    {
        (_end, _startDue) = (end, null);
        Stepped(SupervisorStep.Stopping);
        foreach (var child in All.ToList())
        {
            child.Child.Send(order);
            child.ExpectProgress(order == Order.Hurry ? Margin : _timeToEnd, "it did not end in time");
        }

        EndIfNobodyIsLeft();
    }

    private void SetExitCode(WatchedChild child, int exitCode) =>
        _end = _end! with { ExitCode = _end.ExitCode ?? (child.KilledFor is null && exitCode is ExitCode.Fine ? ExitCode.Fine : ExitCode.Failed) };

    private void EndIfNobodyIsLeft()
    {
        if (_end is not null && !All.Any()) _ended.TrySetResult(_end);
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            if (_timer.Lateness is { } late && late > Late)
            {
                foreach (var child in All) child.Forgive(late);
            }

            foreach (var child in All.ToList()) child.KillIfOverdue();
            if (StartsIn <= TimeSpan.Zero) StartNext();
            Arm();
        }
    }

    /// <summary>Sets the timer to what is due next.</summary>
    private void Arm() => _timer.Set(All.Select(child => child.DueIn).Append(StartsIn).Min());

    private TimeSpan? StartsIn => _startDue is { } start ? start.In - _clock.GetElapsedTime(start.Since) : null;

    private IEnumerable<WatchedChild> All => _leaving.Append(_serving).Append(_starting).OfType<WatchedChild>();

    private WatchedChild? Find(IChild child) => All.FirstOrDefault(watched => watched.Child == child);
}
