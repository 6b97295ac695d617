using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;

namespace ScriptWs.Supervision;

/// <summary>
/// Restores listeners that died although the server was not stopped. Connections that are open stay. One timer, one stage:
/// there is never a second attempt beside the first, and none after a stop. Any thread.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>How long scripts may think about an attempt; one that hangs has no say.</summary>
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly WatchdogOptions _options;
    private readonly ListenerSet _listeners;
    private readonly Func<IEnumerable<ScriptSlot>> _slots;
    private readonly Func<IEnumerable<ScriptSlot>> _responders;
    private readonly Action<ServerStatus> _report;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private Stage _stage = Stage.Watching;
    private string _cause = "";
    private int _attempts;
    private int _question;
    private int _unanswered;
    private bool _refused;

    /// <param name="options">When and how often.</param>
    /// <param name="listeners">What is watched.</param>
    /// <param name="slots">Whose scripts hear of it.</param>
    /// <param name="responders">Whose scripts may refuse an attempt.</param>
    /// <param name="report">Told each step; on a thread of its own choosing.</param>
    /// <param name="clock">Of the timer.</param>
    /// <param name="log">What happened.</param>
    public Watchdog(
        WatchdogOptions options, ListenerSet listeners, Func<IEnumerable<ScriptSlot>> slots, Func<IEnumerable<ScriptSlot>> responders, Action<ServerStatus> report, TimeProvider clock, ILogger<Watchdog> log)
    {
        (_options, _listeners, _slots, _responders, _report, _log) = (options, listeners, slots, responders, report, log);
        _timer = clock.Timer("the watchdog", OnTimer, log);
    }

    /// <summary>A listener ended without being stopped.</summary>
    public void OnDied(string cause)
    {
        Log.ListenerDied(_log, cause);
        lock (_lock)
        {
            if (_stage != Stage.Watching) return; // an attempt that is due, or under way, will see it
            (_stage, _cause, _attempts) = (Stage.Waiting, cause, 0);
        }

        foreach (var slot in _slots()) _ = slot.OnShutdown(Drain.Fault);
        _report(new ServerStatus(ServerState.Recovering, cause, 0));
        if (_options.Enabled) Wait(_options.Interval);
        else GiveUp();
    }

    /// <summary>Ends it: what is due does not happen any more.</summary>
    public void Dispose()
    {
        lock (_lock) _stage = Stage.Over;
        _timer.Dispose();
    }

    private void OnTimer()
    {
        int question;
        ScriptSlot[] judges = [.. _responders().Where(slot => slot.Host is { HandlesWatchdog: true })];
        lock (_lock)
        {
            if (_stage is not (Stage.Waiting or Stage.Asking)) return;
            if (_stage == Stage.Asking) judges = []; // their time has passed
            question = ++_question;
            (_stage, _unanswered, _refused) = (Stage.Asking, judges.Length, false);
        }

        if (judges.Length == 0)
        {
            Decide(question);
            return;
        }

        Wait(TimeToAnswer);
        foreach (var slot in judges) slot.Worker.Post(ConnectionEvent.Work(() => Answer(question, slot.Host?.OnWatchdog(_attempts + 1, _cause) ?? true)));
    }

    /// <summary>On a worker's turn.</summary>
    private void Answer(int question, bool agrees)
    {
        lock (_lock)
        {
            if (_stage != Stage.Asking || question != _question) return;
            _refused |= !agrees;
            if (--_unanswered > 0) return;
        }

        Decide(question);
    }

    private void Decide(int question)
    {
        bool refused;
        lock (_lock)
        {
            if (_stage != Stage.Asking || question != _question) return;
            refused = _refused;
            _stage = refused ? Stage.Waiting : Stage.Trying;
        }

        if (!refused)
        {
            Try();
            return;
        }

        Log.ListenerAttemptRefused(_log, _options.Interval.TotalSeconds);
        Wait(_options.Interval);
    }

    private void Try()
    {
        var problem = _listeners.TryRestart();
        ServerStatus status;
        lock (_lock)
        {
            if (_stage != Stage.Trying) return; // stopped meanwhile, and so is what was started
            _attempts++;
            var succeeded = problem is null && _listeners.AllAlive;
            status = succeeded ? ServerStatus.Running : new ServerStatus(ServerState.Recovering, problem ?? _cause, _attempts);
            if (succeeded) Log.ListenerRecovered(_log, _attempts);
            else Log.ListenerAttemptFailed(_log, _attempts, problem ?? _cause);
            _stage = succeeded ? Stage.Watching : Stage.Waiting;
        }

        _report(status);
        if (status.State == ServerState.Running) StartAgain();
        else if (_options.Attempts > 0 && status.Attempts >= _options.Attempts) GiveUp();
        else Wait(_options.Interval);
    }

    private void StartAgain()
    {
        foreach (var slot in _slots()) slot.OnStart();
    }

    private void GiveUp()
    {
        lock (_lock)
        {
            if (_stage == Stage.Over) return;
            _stage = Stage.Over;
        }

        Log.ListenerGivenUp(_log, _attempts, _cause);
        _report(new ServerStatus(ServerState.GivenUp, _cause, _attempts));
    }

    private void Wait(TimeSpan time) => _timer.Change(time, Timeout.InfiniteTimeSpan);

    private enum Stage
    {
        Watching,

        /// <summary>The timer rings when the next attempt is due.</summary>
        Waiting,

        /// <summary>Scripts are asked; the timer fires when their time has passed.</summary>
        Asking,
        Trying,
        Over,
    }
}
