using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs;

/// <summary>One worker, the script host that it runs (if the endpoint has a script), and the timer that wakes it.</summary>
internal sealed partial class ScriptSlot : IDisposable
{
    private readonly ITimer _wake;
    private readonly ILogger _log;
    private Func<ScriptHost>? _createHost;

    public ScriptSlot(int mailboxLimit, TimeProvider clock, ILogger log)
    {
        _log = log;
        Worker = new ScriptWorker(mailboxLimit, log);
        _wake = clock.CreateTimer(static slot => ((ScriptSlot)slot!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ScriptWorker Worker { get; }

    public ScriptHost? Host { get; private set; }

    /// <summary>Makes the host, and keeps how it is made.</summary>
    /// <exception cref="ScriptLoadException">The script does not load.</exception>
    public void Begin(Func<ScriptHost> createHost) => Host = (_createHost = createHost)();

    /// <summary>Puts a new host in place of one that keeps too much memory, on a turn of its own; the connections stay.</summary>
    public void Replace() => Worker.Post(ConnectionEvent.Work(() =>
    {
        try
        {
            var (replaced, next) = (Host!, _createHost!());
            next.Adopt(replaced);
            Host = next;
            replaced.Dispose();
            next.OnStart();
        }
        catch (ScriptLoadException e)
        {
            Log.NotReplaced(_log, e.Message);
        }
    }));

    /// <summary>Runs the script's timers on a turn after this time; a later call replaces an earlier one.</summary>
    public void WakeAfter(TimeSpan time) => _wake.Change(time, Timeout.InfiniteTimeSpan);

    public void OnStart()
    {
        if (Host is { } host) Worker.Post(ConnectionEvent.Work(host.OnStart));
    }

    /// <summary>Runs <c>onShutdown</c>; completes when it has, its promise included.</summary>
    public Task OnShutdown(string reason)
    {
        if (Host is not { } host) return Task.CompletedTask;

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Worker.Post(ConnectionEvent.Work(() => host.OnShutdown(reason, () => done.TrySetResult())));
        return done.Task;
    }

    public void Dispose()
    {
        _wake.Dispose();
        if (Host is { } host) Worker.Post(ConnectionEvent.Work(host.Dispose));
    }

    private void Wake()
    {
        if (Host is { } host) Worker.Post(ConnectionEvent.Work(host.RunTimers));
    }

    private static partial class Log
    {
        [LoggerMessage(1007, LogLevel.Error, "{Reason} The engine could not be replaced; the old one goes on.")]
        public static partial void NotReplaced(ILogger logger, string reason);
    }
}
