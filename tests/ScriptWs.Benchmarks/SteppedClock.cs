namespace ScriptWs.Benchmarks;

/// <summary>A clock that stands still until it is moved; its timers ring on the thread that moves it. One thread only.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private readonly List<SteppedTimer> _timers = [];
    private long _now = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, () => callback(state));
        _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass from timer to timer.</summary>
    /// <param name="time">How much.</param>
    /// <param name="afterEach">Called after each timer that rang.</param>
    public void Pass(TimeSpan time, Action afterEach)
    {
        for (var end = _now + time.Ticks; ;)
        {
            var next = _timers.MinBy(timer => timer.Due);
            if (next is null || next.Due > end)
            {
                _now = end;
                return;
            }

            _now = next.Due;
            next.Ring();
            afterEach();
        }
    }

    private sealed class SteppedTimer(SteppedClock clock, Action ring) : ITimer
    {
        public long Due { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock._now + dueTime.Ticks;
            return true;
        }

        public void Ring()
        {
            Due = long.MaxValue;
            ring();
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
