namespace ScriptWs.Testing;

/// <summary>
/// A clock that stands still until it is told how much time passes: 40 seconds of silence take milliseconds. Timers ring
/// in their order, each at its own moment, on the thread that moves the clock.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _timers = new();
    private readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _now;
    private long _order;

    /// <summary>The time that has passed since the scenario began.</summary>
    public TimeSpan Elapsed => new(Volatile.Read(ref _now));

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <summary>Never 0, which some code takes for "not set".</summary>
    public override long GetTimestamp() => _start.Ticks + Volatile.Read(ref _now);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the moment of the next timer and lets all timers of that moment ring, unless it lies behind the limit.</summary>
    /// <returns><c>false</c> when no timer rings up to the limit; the clock stands at the limit then.</returns>
    internal bool RingNext(TimeSpan limit)
    {
        var due = new List<VirtualTimer>();
        lock (_lock)
        {
            while (_timers.TryPeek(out var timer, out var at))
            {
                if (!timer.IsSetFor(at.Order))
                {
                    _timers.Dequeue();
                    continue;
                }

                if (at.Due > limit.Ticks || (due.Count > 0 && at.Due > _now)) break;
                _timers.Dequeue();
                Volatile.Write(ref _now, Math.Max(_now, at.Due));
                due.Add(timer);
                timer.Rang();
            }

            if (due.Count == 0) Volatile.Write(ref _now, Math.Max(_now, limit.Ticks));
        }

        foreach (var timer in due) timer.Invoke();
        return due.Count > 0;
    }

    /// <summary>Moves on while nothing rings, as for a process that was stopped: what was due meanwhile rings late, with the next step of time.</summary>
    internal void Skip(TimeSpan time)
    {
        lock (_lock) Volatile.Write(ref _now, _now + time.Ticks);
    }

    /// <summary>Queues a timer; called by it, under the lock.</summary>
    private long Enqueue(VirtualTimer timer, TimeSpan delay)
    {
        var order = ++_order;
        _timers.Enqueue(timer, (_now + Math.Max(0, delay.Ticks), order));
        return order;
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private long _setFor;
        private bool _disposed;

        public bool IsSetFor(long order) => _setFor == order;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                if (_disposed) return false;
                _period = period;
                _setFor = dueTime == Timeout.InfiniteTimeSpan ? 0 : clock.Enqueue(this, dueTime);
                return true;
            }
        }

        public void Rang() => _setFor = _period > TimeSpan.Zero ? clock.Enqueue(this, _period) : 0;

        public void Invoke() => callback(state);

        public void Dispose()
        {
            lock (clock._lock) (_disposed, _setFor) = (true, 0);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
