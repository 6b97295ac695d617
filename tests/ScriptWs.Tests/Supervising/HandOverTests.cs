using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Supervising;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Supervising;

/// <summary>One process takes over from another.</summary>
public sealed class HandOverTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeChildren _children = new();
    private readonly Supervisor _supervisor;

    public HandOverTests()
    {
        _supervisor = new Supervisor(_children, new ScriptWsOptions(), _clock, NullLogger<Supervisor>.Instance);
        _supervisor.Start();
        _children.Report(Report.Ready);
    }

    public void Dispose() => _supervisor.Dispose();

    private FakeChildren.FakeChild Old => _children.Started[0];

    [Fact]
    public void OldChild_UntilTheNewOneServes_GoesOn()
    {
        _supervisor.HandOver();
        Assert.Empty(Old.Orders);

        _children.Report(Report.Ready);

        Assert.Equal([Order.Leave], Old.Orders);
    }

    [Fact]
    public void OldChild_WhenItHasLeft_IsNotReplaced()
    {
        _supervisor.HandOver();
        _children.Report(Report.Ready);

        _children.Exit(Old, 0);

        Assert.Equal((2, false), (_children.Started.Count, _supervisor.Ended.IsCompleted));
    }

    [Theory]
    [InlineData(0)] // its script has stopped it at once
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(137)]
    public void NewChild_ThatEnds_LeavesTheOldOneServing(int exitCode)
    {
        _supervisor.HandOver();

        _children.Exit(_children.Last, exitCode);

        Assert.Equal((2, 1), (_children.Started.Count, _children.Reverts));
        Assert.Empty(Old.Orders);
    }

    [Fact]
    public void NewChild_ThatIsNotReadyInTime_IsKilledWhileTheOldOneGoesOn()
    {
        _supervisor.HandOver();
        for (var i = 0; i < 60; i++)
        {
            _children.Report(Old, Report.Beat);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((true, false), (_children.Last.IsKilled, Old.IsKilled));
        Assert.Empty(Old.Orders);
    }

    [Fact]
    public void HandOver_WithAWrongConfiguration_StartsNothing()
    {
        _children.Problem = "server.json(1): no";

        _supervisor.HandOver();

        Assert.Single(_children.Started);
    }

    [Fact]
    public void HandOver_WhileOneIsUnderWay_FollowsOnce()
    {
        _supervisor.HandOver();
        _supervisor.HandOver();
        _supervisor.HandOver();
        _children.Report(Report.Ready);
        Assert.Equal(2, _children.Started.Count);

        _children.Exit(Old, 0);
        _children.Report(Report.Ready);
        _children.Exit(_children.Started[1], 0);

        Assert.Equal(3, _children.Started.Count);
    }

    [Fact]
    public void OldChild_ThatDiesBeforeTheNewOneServes_IsNotReplacedTwice()
    {
        _supervisor.HandOver();

        _children.Exit(Old, 137);
        _children.Report(Report.Ready);

        Assert.Equal(2, _children.Started.Count);
        Assert.Empty(_children.Last.Orders);
    }

    [Fact]
    public void OldChild_ThatDoesNotLeave_IsKilled()
    {
        _supervisor.HandOver();
        _children.Report(Report.Ready);

        for (var i = 0; i < 40; i++)
        {
            Assert.False(Old.IsKilled);
            foreach (var child in _children.Started) _children.Report(child, Report.Beat);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((true, false), (Old.IsKilled, _children.Last.IsKilled));
    }

    [Fact]
    public void Stop_WhileTheOldChildLeaves_StopsBoth()
    {
        _supervisor.HandOver();
        _children.Report(Report.Ready);

        _supervisor.Stop();
        _children.Exit(_children.Last, 0);
        var before = _supervisor.Ended.IsCompleted;
        _children.Exit(Old, 0);

        Assert.Equal((false, true), (before, _supervisor.Ended.IsCompleted));
    }
}
