namespace ScriptWs.Supervision;

/// <summary>
/// A clock that stands still while the server does: when a tick comes late, because a turn, a garbage collection or the
/// system kept the process from running, the clients may have answered unnoticed. One thread at a time.
/// </summary>
internal sealed class HeartbeatClock(TimeProvider clock, TimeSpan tick)
{
    private long _expected;
    private long _lost;

    /// <summary>The time now, in units of the clock's timestamps.</summary>
    public long Now => Of(clock.GetTimestamp());

    /// <summary>What a timestamp of the clock is on this one.</summary>
    public long Of(long timestamp) => timestamp - Volatile.Read(ref _lost);

    /// <summary>A span of time in units of the clock's timestamps.</summary>
    public long Units(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);

    /// <summary>The next tick is one <c>tick</c> from now.</summary>
    public void Expect() => _expected = clock.GetTimestamp() + Units(tick);

    /// <summary>A tick is here.</summary>
    /// <returns>How long the server stood still before it.</returns>
    public TimeSpan Arrive()
    {
        var late = clock.GetTimestamp() - _expected;
        if (late <= Units(tick)) return TimeSpan.Zero; // timers are never exact

        Volatile.Write(ref _lost, _lost + late);
        return clock.GetElapsedTime(0, late);
    }
}
