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

    /// <returns>The timer's id.</returns>
    public int Add(Function callback, JsValue[] args, double milliseconds, bool repeats)
    {
        if (_timers.Count >= MaxTimers) throw ScriptValues.RangeError(engine, $"There are {MaxTimers} timers already; clear some, or use one interval for many things.");

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

    /// <summary>Takes the next timer that is due now.</summary>
    public bool TryTakeDue(out Function callback, out JsValue[] args)
    {
        while (_order.TryPeek(out var id, out var priority))
        {
            if (_timers.ContainsKey(id) && priority.Due > clock.GetTimestamp()) break;

            _order.Dequeue();
            if (!_timers.TryGetValue(id, out var timer)) continue;

            if (timer.Repeats) Enqueue(id, timer.Delay);
            else _timers.Remove(id);
            (callback, args) = (timer.Callback, timer.Args);
            return true;
        }

        (callback, args) = (null!, []);
        return false;
    }

    /// <summary>Asks to be woken for the next timer, if there is one.</summary>
    public void ScheduleNext()
    {
        if (!_order.TryPeek(out _, out var next)) return;

        var left = clock.GetElapsedTime(clock.GetTimestamp(), next.Due);
        wakeAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private void Enqueue(int id, TimeSpan delay) =>
        _order.Enqueue(id, (clock.GetTimestamp() + (long)(delay.TotalSeconds * clock.TimestampFrequency), id));

    private sealed record ScriptTimer(Function Callback, JsValue[] Args, TimeSpan Delay, bool Repeats);
}
