using CsCheck;
using ScriptWs.Supervision;

namespace ScriptWs.Tests.Supervision;

public sealed class HeartbeatWheelTests
{
    private const long Tick = 10;
    private const long Horizon = 300;

    [Fact]
    public void Entries_AddedAndRemovedAtAnyTime_ComeAtTheFirstTickNotBeforeTheyAreDue() =>
        Gen.Select(Gen.Long[0, 40], Gen.Long[0, Horizon], Gen.Bool).Array[1, 60].Sample(steps =>
        {
            var wheel = new HeartbeatWheel(7, Tick, Horizon);
            var waiting = new Dictionary<HeartbeatEntry, long>();
            var now = 7L;

            foreach (var (passes, ahead, removed) in steps)
            {
                now += passes;
                Take(now);
                var entry = new HeartbeatEntry(null!, null!, null!);
                wheel.Add(entry, now, now + ahead);
                waiting.Add(entry, now + ahead);
                if (removed) Assert.True(waiting.Remove(entry));
                if (removed) wheel.Remove(entry);
            }

            for (; waiting.Count > 0; now += Tick) Take(now);
            Assert.Equal(0, wheel.Count);

            void Take(long at)
            {
                var due = new List<HeartbeatEntry>();
                wheel.TakeDue(at, due);
                Assert.All(due, entry => Assert.True(waiting.Remove(entry, out var when) && when <= at + Tick));
                Assert.DoesNotContain(waiting.Values, when => when <= at - (2 * Tick));
            }
        });

    [Fact]
    public void Wheel_EmptyForLong_TakesWhatIsAddedAsIfItHadTurned()
    {
        var wheel = new HeartbeatWheel(0, Tick, Horizon);
        var entry = new HeartbeatEntry(null!, null!, null!);
        var due = new List<HeartbeatEntry>();

        wheel.Add(entry, 1_000_000, 1_000_000 + Horizon);
        wheel.TakeDue(1_000_000 + Horizon - Tick, due);
        var early = due.Count;
        wheel.TakeDue(1_000_000 + Horizon, due);

        Assert.Equal(0, early);
        Assert.Equal([entry], due);
    }
}
