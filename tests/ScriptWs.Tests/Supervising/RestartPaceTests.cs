using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cli.Supervising;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Supervising;

/// <summary>How soon and how often a process is restarted.</summary>
public sealed class RestartPaceTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Next_WithinTheIntensity_GrowsFromNothingToItsBound()
    {
        var pace = new RestartPace(new SupervisionOptions { Intensity = 9 }, _clock);

        var delays = Enumerable.Range(0, 10).Select(_ => pace.Next()?.TotalMilliseconds).ToList();

        Assert.Equal([0.0, 100, 200, 400, 800, 1600, 3200, 5000, 5000, null], delays);
    }

    [Fact]
    public void Next_WhenRestartsAreOlderThanThePeriod_CountsThemNoMore()
    {
        var pace = new RestartPace(new SupervisionOptions { Intensity = 2, Period = TimeSpan.FromSeconds(60) }, _clock);
        pace.Next();
        _clock.Advance(TimeSpan.FromSeconds(30));
        pace.Next();

        _clock.Advance(TimeSpan.FromSeconds(29.9));
        var tooSoon = pace.Next();
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        var oneIsOld = pace.Next();

        Assert.Equal((null, RestartPace.SecondDelay), (tooSoon, oneIsOld));
    }

    [Fact]
    public void Next_WithIntensityZero_GivesUpAtOnce() =>
        Assert.Null(new RestartPace(new SupervisionOptions { Intensity = 0 }, _clock).Next());

    [Fact]
    public void Next_AfterVeryManyRestarts_StaysAtItsBound()
    {
        var pace = new RestartPace(new SupervisionOptions { Intensity = 1000 }, _clock);
        for (var i = 0; i < 999; i++) pace.Next();

        Assert.Equal(RestartPace.MaxDelay, pace.Next());
    }
}
