using Microsoft.Extensions.Time.Testing;
using ScriptWs.Authentication;

namespace ScriptWs.Tests.Authentication;

public sealed class FailureThrottleTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Fail_OverWhatIsFree_DoublesTheWaitEachTimeUpToTheLongest()
    {
        var throttle = new FailureThrottle(_clock, 2, TimeSpan.FromSeconds(10));

        var waits = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            throttle.Fail("a");
            waits.Add(throttle.WaitOf("a").TotalSeconds);
        }

        Assert.Equal([0, 0, 1, 2, 4, 8, 10], waits);
    }

    [Fact]
    public void Wait_WhenTimePasses_ShrinksAndEnds()
    {
        var throttle = Failed(new FailureThrottle(_clock, 0 + 1, TimeSpan.FromMinutes(5)), 4);

        _clock.Advance(TimeSpan.FromSeconds(3));
        var before = throttle.WaitOf("a");
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([1, 0], [before.TotalSeconds, throttle.WaitOf("a").TotalSeconds]);
    }

    [Fact]
    public void Fail_LongAgo_IsForgivenOneByOne()
    {
        var throttle = Failed(new FailureThrottle(_clock, 2, TimeSpan.FromMinutes(5)), 4);

        _clock.Advance(2 * FailureThrottle.Forgiven);
        throttle.Fail("a");
        var wait = throttle.WaitOf("a");

        Assert.Equal(1, wait.TotalSeconds); // the third again
    }

    [Fact]
    public void Fail_ForTheFirstTimeTooOften_IsToldOnce()
    {
        var throttle = new FailureThrottle(_clock, 2, TimeSpan.FromMinutes(5));

        bool[] told = [throttle.Fail("a"), throttle.Fail("a"), throttle.Fail("a"), throttle.Fail("a")];

        Assert.Equal([false, false, true, false], told);
    }

    [Fact]
    public void Clear_AfterFailures_LetsTheKeyTryAtOnce()
    {
        var throttle = Failed(new FailureThrottle(_clock, 1, TimeSpan.FromMinutes(5)), 5);

        throttle.Clear("a");

        Assert.Equal(TimeSpan.Zero, throttle.WaitOf("a"));
    }

    [Fact]
    public void Fail_WithZeroFree_NeverMakesAnybodyWait() =>
        Assert.Equal(TimeSpan.Zero, Failed(new FailureThrottle(_clock, 0, TimeSpan.FromMinutes(5)), 100).WaitOf("a"));

    [Fact]
    public void Wait_AfterAMillionFailures_EndsWithinMinutes()
    {
        var throttle = Failed(new FailureThrottle(_clock, 10, TimeSpan.FromMinutes(5)), 1_000_000);

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(TimeSpan.Zero, throttle.WaitOf("a"));
    }

    private static FailureThrottle Failed(FailureThrottle throttle, int times)
    {
        for (var i = 0; i < times; i++) throttle.Fail("a");
        return throttle;
    }
}
