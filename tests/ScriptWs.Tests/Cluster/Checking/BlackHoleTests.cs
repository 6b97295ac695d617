using ScriptWs.Tests.Cluster.Histories;

namespace ScriptWs.Tests.Cluster;

/// <summary>Nothing passes between the nodes and their broker, although all connections stay open.</summary>
public sealed class BlackHoleTests
{
    /// <summary>Three seconds of silence, and a beat that can be in flight; the rest is for a machine that is busy.</summary>
    private static readonly TimeSpan MaxUnnoticed = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Messages_InABlackHole_AreLostOnlyWhereItIsCounted()
    {
        using var redis = await RedisServer.StartAsync();
        await using var wire = new Forwarder(redis.Port);
        await using var checker = await Checker.StartAsync(wire.Url, Timeout);

        await checker.SendAsync(bursts: 5);
        wire.Hold();
        var noticing = checker.WhenLostAsync();
        await checker.SendForAsync(Outage.Of(10));
        var noticed = await noticing;
        wire.Release();
        var released = TimeProvider.System.GetTimestamp();
        await checker.SendUntilHeardAsync();
        var heardAgain = TimeProvider.System.GetElapsedTime(released);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"noticed after {noticed.TotalSeconds:0.0} s, heard again after {heardAgain.TotalSeconds:0.0} s");
        checker.Judge().AssertSound();
        Assert.InRange(noticed, TimeSpan.Zero, MaxUnnoticed);
    }

    [Fact]
    public async Task Followers_InABlackHole_MissNothingSilently()
    {
        using var redis = await RedisServer.StartAsync();
        await using var wire = new Forwarder(redis.Port);
        await using var checker = await HistoryChecker.StartAsync(wire.Url, Timeout);

        await checker.RunAsync(
            async () =>
            {
                wire.Hold();
                await Task.Delay(Outage.Of(10), TestContext.Current.CancellationToken);
                wire.Release();
            },
            mayLose: false);
    }
}
