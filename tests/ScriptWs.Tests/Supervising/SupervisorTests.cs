using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cli;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Supervising;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Supervising;

/// <summary>What becomes of processes that end, fall silent, or are to be replaced.</summary>
public sealed class SupervisorTests : IDisposable
{
    private const int Killed = 137;

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeChildren _children = new();
    private readonly Supervisor _supervisor;

    public SupervisorTests()
    {
        _supervisor = new Supervisor(_children, new ScriptWsOptions(), _clock, NullLogger<Supervisor>.Instance);
        _supervisor.Start();
    }

    public void Dispose() => _supervisor.Dispose();

    [Fact]
    public void Child_ThatDies_IsReplacedAtOnce()
    {
        _children.Report(Report.Ready);

        _children.Exit(_children.Last, Killed);

        Assert.Equal((2, false), (_children.Started.Count, _supervisor.Ended.IsCompleted));
    }

    [Fact]
    public void Child_ThatDiesAgain_IsReplacedAfterTheDelay()
    {
        _children.Exit(_children.Last, Killed);
        _children.Exit(_children.Last, Killed);
        var atOnce = _children.Started.Count;

        _clock.Advance(RestartPace.SecondDelay);

        Assert.Equal((2, 3), (atOnce, _children.Started.Count));
    }

    [Fact]
    public async Task Child_ThatDiesTooOften_EndsTheCommandWith3AndTheReason()
    {
        for (var i = 0; i < 4; i++)
        {
            _children.Report(Report.Ready);
            _children.Exit(_children.Last, Killed);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            new SupervisorEnd(ExitCode.GaveUp, "the process that serves was ended by signal 9; there were 3 restarts within 60 s (supervision.intensity), so this was the last."),
            await _supervisor.Ended);
        Assert.Equal(4, _children.Started.Count);
    }

    [Fact]
    public async Task FirstChild_WhoseConfigurationIsWrong_EndsTheCommandWith2()
    {
        _children.Exit(_children.Last, ExitCode.Mendable);

        Assert.Equal(new SupervisorEnd(ExitCode.Mendable, null), await _supervisor.Ended);
    }

    [Fact]
    public void LaterChild_WhoseConfigurationIsWrong_IsTriedAgain()
    {
        _children.Report(Report.Ready);
        _children.Exit(_children.Last, Killed);

        _children.Exit(_children.Last, ExitCode.Mendable);
        _clock.Advance(RestartPace.MaxDelay);

        Assert.Equal(3, _children.Started.Count);
    }

    [Fact]
    public void LaterChild_WhoseConfigurationIsWrong_IsTriedAgainForEver()
    {
        _children.Report(Report.Ready);
        _children.Exit(_children.Last, Killed);

        for (var i = 0; i < 1000; i++)
        {
            _children.Exit(_children.Last, ExitCode.Mendable);
            _clock.Advance(RestartPace.MaxDelay);
        }

        Assert.Equal(1002, _children.Started.Count);
        Assert.False(_supervisor.Ended.IsCompleted);
    }

    [Fact]
    public void HandOver_AndNothingElse_MustLoadWhatIsOnDisk()
    {
        _children.Report(Report.Ready);
        _supervisor.HandOver();
        _children.Report(Report.Ready);
        _children.Exit(_children.Started[0], ExitCode.Fine);
        _children.Exit(_children.Last, Killed);

        Assert.Equal([false, true, false], _children.Started.Select(child => child.IsHandOver));
    }

    [Fact]
    public async Task Child_ThatEndsInGoodOrder_EndsTheCommandWith0()
    {
        _children.Report(Report.Ready);

        _children.Exit(_children.Last, ExitCode.Fine);

        Assert.Equal(new SupervisorEnd(ExitCode.Fine, null), await _supervisor.Ended);
    }

    [Fact]
    public void Child_WithoutASignOfLife_IsKilledAndReplaced()
    {
        _children.Report(Report.Ready, Report.Beat);
        _clock.Advance(TimeSpan.FromSeconds(14.9));
        var before = _children.Last.IsKilled;

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        _children.Exit(_children.Last, Killed);

        Assert.Equal((false, true, 2), (before, _children.Started[0].IsKilled, _children.Started.Count));
    }

    [Fact]
    public void Child_ThatBeats_IsLeftAlone()
    {
        _children.Report(Report.Ready);

        for (var i = 0; i < 100; i++)
        {
            _children.Report(Report.Beat);
            _clock.Advance(TimeSpan.FromSeconds(14));
        }

        Assert.False(_children.Last.IsKilled);
    }

    [Fact]
    public void Child_ThatDoesNotServeInTime_IsKilled()
    {
        _clock.Advance(TimeSpan.FromSeconds(59));
        var before = _children.Last.IsKilled;

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((false, true), (before, _children.Last.IsKilled));
    }

    [Fact]
    public void Child_ThatSaysItCannotBeHelped_LeavesWhenAnotherServes()
    {
        _children.Report(Report.Ready);
        var (stuck, before) = (_children.Last, _children.Started.Count);

        _children.Report(Report.Unwell, Report.Unwell);
        Assert.Equal((1, 2, 0), (before, _children.Started.Count, stuck.Orders.Count));
        _children.Report(Report.Ready);

        Assert.Equal([Order.Leave], stuck.Orders);
    }

    [Fact]
    public void Stop_Always_IsPassedOnAndWaitsForTheChild()
    {
        _children.Report(Report.Ready);

        _supervisor.Stop();
        var before = _supervisor.Ended.IsCompleted;
        _children.Exit(_children.Last, ExitCode.Fine);

        Assert.Equal([Order.Stop], _children.Last.Orders);
        Assert.Equal((false, true, 1), (before, _supervisor.Ended.IsCompleted, _children.Started.Count));
    }

    [Fact]
    public async Task Stop_TheSecondTime_Hurries()
    {
        _children.Report(Report.Ready);

        _supervisor.Stop();
        _supervisor.Stop();
        _children.Exit(_children.Last, ExitCode.Failed);

        Assert.Equal([Order.Stop, Order.Hurry], _children.Last.Orders);
        Assert.Equal(new SupervisorEnd(ExitCode.Failed, null), await _supervisor.Ended);
    }

    [Fact]
    public async Task Stop_OfAChildThatDoesNotEnd_KillsIt()
    {
        _children.Report(Report.Ready);
        _supervisor.Stop();

        for (var time = TimeSpan.Zero; time < TimeSpan.FromSeconds(40); time += TimeSpan.FromSeconds(1))
        {
            Assert.False(_children.Last.IsKilled);
            _children.Report(Report.Beat);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(_children.Last.IsKilled);
        _children.Exit(_children.Last, Killed);
        Assert.Equal(ExitCode.Failed, (await _supervisor.Ended).ExitCode);
    }

    [Fact]
    public async Task Stop_WhileARestartIsDue_StartsNothingMore()
    {
        _children.Exit(_children.Last, Killed);
        _children.Exit(_children.Last, Killed);

        _supervisor.Stop();
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(_supervisor.Ended.IsCompleted);
        Assert.Equal(2, _children.Started.Count);
        Assert.Null((await _supervisor.Ended).Problem);
    }

    [Fact]
    public void Reload_Always_IsPassedOn()
    {
        _children.Report(Report.Ready);

        _supervisor.Reload();

        Assert.Equal([Order.Reload], _children.Last.Orders);
    }
}
