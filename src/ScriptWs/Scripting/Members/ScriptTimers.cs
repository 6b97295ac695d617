using Jint;
using Jint.Native;
using Jint.Native.Function;

namespace ScriptWs.Scripting;

/// <summary>The timers of one engine: kept in the order in which they are due, run on the worker's turns.</summary>
internal sealed class ScriptTimers(Engine engine, TimeProvider clock, Action<TimeSpan> wakeAfter)
{
    /// <summary>Timers of one engine at most.</summary>
    public const int MaxTimers = 100_000;

    /// <summary>The shortest repetition, so that an interval of 0 does not take the whole worker.</summary>
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(1);

    private readonly PriorityQueue<int, (long Due, int Id)> _order = new();
    private readonly Dictionary<int, ScriptTimer> _timers = [];
    private Dictionary<int, ScriptTimer>? _remembered;
    private int _lastId;
    private long _ahead;

    /// <returns>The timer's id.</returns>
    public int Add(Function callback, JsValue[] args, double milliseconds, bool repeats)
    {
        if (_timers.Count >= MaxTimers)
            throw Thrown.RangeError(engine, $"There are {MaxTimers} timers already; clear some, or use one interval for many things.");

        var delay = TimeSpan.FromMilliseconds(double.IsFinite(milliseconds) ? Math.Clamp(milliseconds, 0, int.MaxValue) : 0);
        if (repeats && delay < MinInterval) delay = MinInterval;
        var id = ++_lastId;
        _timers[id] = new ScriptTimer(callback, args, delay, repeats);
        Enqueue(id, delay);
        if (_order.Peek() == id) wakeAfter(delay);
        return id;
    }

    public void Remove(int id) => _timers.Remove(id);

    /// <summary>Keeps which timers there are, for <see cref="Restore"/>.</summary>
    public void Remember() => _remembered = new(_timers);

    /// <summary>Brings back the timers that were removed since they were remembered, due as before.</summary>
    public void Restore()
    {
        foreach (var (id, timer) in _remembered ?? []) _timers.TryAdd(id, timer);
        _remembered = null;
    }

    public void Clear()
    {
        _timers.Clear();
        _order.Clear();
    }

    /// <summary>The place in the order up to which timers are due now. What is set or repeated from here on lies behind it.</summary>
    public (long Due, int Id) DueEnd => (clock.GetTimestamp(), _lastId);

    /// <summary>Takes the next timer that is due.</summary>
    public bool TryTakeDue((long Due, int Id) end, out Function callback, out JsValue[] args)
    {
        while (_order.TryPeek(out var id, out var priority))
        {
            if (_timers.ContainsKey(id) && priority.CompareTo(end) > 0) break;

            if (TryTakeFirst(id, out callback, out args)) return true;
        }

        (callback, args) = (null!, []);
        return false;
    }

    /// <returns><c>false</c> when it was removed.</returns>
    private bool TryTakeFirst(int id, out Function callback, out JsValue[] args)
    {
        _order.Dequeue();
        (callback, args) = (null!, []);
        if (!_timers.TryGetValue(id, out var timer)) return false;

        if (timer.Repeats) Enqueue(id, timer.Delay);
        else _timers.Remove(id);
        (callback, args) = (timer.Callback, timer.Args);
        return true;
    }

    /// <summary>Takes the next timer, due or not.</summary>
    /// <param name="wait">How long until it is due.</param>
    /// <param name="callback">What it calls.</param>
    /// <param name="args">With what.</param>
    public bool TryTakeNext(out TimeSpan wait, out Function callback, out JsValue[] args)
    {
        while (_order.TryPeek(out var id, out var next))
        {
            var left = clock.GetElapsedTime(Now, next.Due);
            wait = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            _ahead = Math.Max(Now, next.Due);
            if (TryTakeFirst(id, out callback, out args)) return true;
        }

        (wait, callback, args) = (TimeSpan.Zero, null!, []);
        return false;
    }

    /// <summary>Asks to be woken for the next timer, if there is one.</summary>
    public void ScheduleNext()
    {
        _ahead = 0;
        if (!_order.TryPeek(out _, out var next)) return;

        var left = clock.GetElapsedTime(clock.GetTimestamp(), next.Due);
        wakeAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>The clock's time, or that of a timer that was taken before the clock came to it.</summary>
    private long Now => Math.Max(clock.GetTimestamp(), _ahead);

    private void Enqueue(int id, TimeSpan delay) =>
        _order.Enqueue(id, (Now + (long)(delay.TotalSeconds * clock.TimestampFrequency), id));

    private sealed record ScriptTimer(Function Callback, JsValue[] Args, TimeSpan Delay, bool Repeats);
}
