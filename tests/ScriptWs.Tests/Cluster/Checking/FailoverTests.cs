using ScriptWs.Tests.Cluster.Histories;

namespace ScriptWs.Tests.Cluster;

/// <summary>The primary is killed while its replica lags, and the replica takes its place.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task Messages_OverAFailover_AreLostOnlyWhereItIsCounted()
    {
        await using var broker = await ReplicatedBroker.StartAsync();
        await using var checker = await Checker.StartAsync(broker.Url, TimeSpan.FromMinutes(1));

        await checker.SendAsync(bursts: 5);
        broker.Lag();
        await checker.SendAsync(bursts: 5);
        broker.KillPrimary();
        await checker.SendAsync(bursts: 5);
        await broker.PromoteAsync();
        await checker.SendUntilHeardAsync();

        checker.Judge().AssertSound();
    }

    [Fact]
    public async Task Followers_OverAFailover_MissNothingSilently()
    {
        await using var broker = await ReplicatedBroker.StartAsync();
        await using var checker = await HistoryChecker.StartAsync(broker.Url);

        var unseen = await checker.RunAsync(
            async () =>
            {
                broker.KillPrimary();
                await broker.PromoteAsync();
            },
            mayLose: true,
            prepareAsync: async () =>
            {
                await broker.ReplicatedAsync();
                broker.Lag();
            });

        foreach (var server in checker.Servers)
        {
            using var late = await Follower.ConnectAsync(server);
            Assert.Matches("^following [^ ]+ false ", (await late.FollowAsync($"since {unseen}"))[^1]);
        }
    }

    [Fact]
    public async Task Followers_OfAReplicaThatLags_AreToldOfWhatItNeverGot()
    {
        await using var broker = await ReplicatedBroker.StartAsync();
        await using var checker = await HistoryChecker.StartAsync(broker.Url);
        using var ben = await Follower.ConnectAsync(checker.Servers[1]);
        using var anna = await Follower.ConnectAsync(checker.Servers[0]);
        await ben.FollowAsync("");
        await anna.PublishAsync("kept");
        await broker.ReplicatedAsync();
        broker.Lag();
        await anna.PublishAsync("never replicated");

        broker.KillPrimary();
        await broker.PromoteAsync();
        await TwoServers.EventuallyAsync(() => checker.Servers.All(server => server.Cluster!.Problem is null));
        await anna.PublishAsync("next");

        var seen = await ben.TakeAsync(4);
        Assert.Equal(["kept", "never replicated"], seen[..2]);
        Assert.Equal(["gap chat true", "next"], seen[2..].Order());
    }
}
