using ScriptWs.Testing;

namespace ScriptWs.Tests.Testing;

/// <summary>The clock that stands still until it is told.</summary>
public sealed class VirtualClockTests
{
    private readonly VirtualClock _clock = new();
    private readonly List<string> _rung = [];

    [Fact]
    public void Timers_OnTheWay_RingInTheirOrderAtTheirMoment()
    {
        Set("late", 3);
        Set("early", 1);
        Set("together", 3);

        Pass(3);

        Assert.Equal(["early 1", "late 3", "together 3"], _rung);
    }

    [Fact]
    public void PeriodicTimer_RingsAgainUntilItIsDisposed()
    {
        var timer = _clock.CreateTimer(_ => Note("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Pass(5);
        timer.Dispose();

        Pass(10);

        Assert.Equal(["tick 1", "tick 3", "tick 5"], _rung);
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Timer_SetAgainInItsOwnCall_RingsAtTheNewMoment()
    {
        var timer = default(ITimer)!;
        timer = _clock.CreateTimer(_ =>
        {
            Note("ring");
            if (_rung.Count < 3) timer.Change(TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        Pass(10);

        Assert.Equal(["ring 1", "ring 3", "ring 5"], _rung);
    }

    [Fact]
    public void Time_WithoutTimers_JustPasses()
    {
        var start = _clock.GetTimestamp();

        Pass(90);

        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetElapsedTime(start));
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.Elapsed);
    }

    private void Set(string name, int seconds) => _clock.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _rung.Add($"{name} {_clock.Elapsed.TotalSeconds}");

    private void Pass(int seconds)
    {
        var limit = _clock.Elapsed + TimeSpan.FromSeconds(seconds);
        while (_clock.RingNext(limit))
        {
            // Until nothing rings any more.
        }
    }
}
