using ScriptWs.Configuration;

namespace ScriptWs.Cli.Supervising;

/// <summary>How soon a process that ended is restarted, the first time immediately, and when the supervisor gives up.</summary>
internal sealed class RestartPace(SupervisionOptions options, TimeProvider clock)
{
    public static readonly TimeSpan SecondDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>The delay doubles up to this.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private readonly Queue<long> _restarts = new();

    /// <summary>A process has ended that should not have.</summary>
    /// <returns>How long to wait with the next; <c>null</c> when it was one too many.</returns>
    public TimeSpan? Next()
    {
        while (_restarts.TryPeek(out var at) && clock.GetElapsedTime(at) >= options.Period) _restarts.Dequeue();
        if (_restarts.Count >= options.Intensity) return null;

        var delay = Delay(_restarts.Count);
        _restarts.Enqueue(clock.GetTimestamp());
        return delay;
    }

    private static TimeSpan Delay(int before)
    {
        if (before == 0) return TimeSpan.Zero;
        var doublings = Math.Min(before - 1, 16); // beyond the maximum long since
        var delay = SecondDelay * (1 << doublings);
        return delay < MaxDelay ? delay : MaxDelay;
    }
}
