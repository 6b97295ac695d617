using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs;

/// <summary>One worker, the script host that it runs (if the endpoint has a script), and the timer that wakes it.</summary>
internal sealed class ScriptSlot : IDisposable
{
    private readonly ITimer _wake;

    public ScriptSlot(int mailboxLimit, TimeProvider clock, ILogger log)
    {
        Worker = new ScriptWorker(mailboxLimit, log);
        _wake = clock.CreateTimer(static slot => ((ScriptSlot)slot!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ScriptWorker Worker { get; }

    public ScriptHost? Host { get; set; }

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
}
