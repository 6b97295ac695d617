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

        await checker.RunAsync(
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
    }

    [Fact]
    public async Task Client_ThatComesBackToAReplicaThatLagged_IsToldOfWhatItNeverGot()
    {
        await using var broker = await ReplicatedBroker.StartAsync();
        await using var checker = await HistoryChecker.StartAsync(broker.Url);
        using var anna = await Follower.ConnectAsync(checker.Servers[0]);
        var seen = await LoseOneAsync(broker, anna);

        broker.KillPrimary();
        await broker.PromoteAsync();
        await ConnectedAsync(checker);
        using var ben = await Follower.ConnectAsync(checker.Servers[1]);
        var lost = await ben.FollowAsync($"since {seen} last 5");

        Assert.Equal("seen by both", lost[0]);
        Assert.Matches("^following [^ ]+ false 1$", lost[^1]);
        await anna.PublishAsync("next");
        Assert.Equal("next", (await ben.TakeAsync(1))[0]);
        using var carla = await Follower.ConnectAsync(checker.Servers[0]);
        Assert.Equal(["next", " true 1"], [.. (await carla.FollowAsync($"since {lost[^1].Split(' ')[1]}")).Select(Outcome)]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_ThatComesBackAfterAFailoverAndBack_IsToldOfWhatTheReplicaNeverGot(bool isUsedMeanwhile)
    {
        await using var broker = await ReplicatedBroker.StartAsync();
        await using var checker = await HistoryChecker.StartAsync(broker.Url);
        using var anna = await Follower.ConnectAsync(checker.Servers[0]);
        var seen = await LoseOneAsync(broker, anna);

        await broker.PromoteAsync();
        if (isUsedMeanwhile) await PublishAsync(anna, "on the replica");
        await broker.FailBackAsync();
        await PublishAsync(anna, "on the first one");
        using var ben = await Follower.ConnectAsync(checker.Servers[0]);

        Assert.Matches("^following [^ ]+ false 0$", (await ben.FollowAsync($"since {seen}"))[^1]);
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
        await ConnectedAsync(checker);
        await anna.PublishAsync("next");

        var seen = await ben.TakeAsync(4);
        Assert.Equal(["kept", "never replicated"], seen[..2]);
        Assert.Equal(["gap chat true", "next"], seen[2..].Order());
    }

    /// <summary>Publishes two messages, of which the replica gets the first one only.</summary>
    /// <returns>The position of the first.</returns>
    private static async Task<string> LoseOneAsync(ReplicatedBroker broker, Follower publisher)
    {
        var seen = await publisher.PublishAsync("seen by both");
        await broker.ReplicatedAsync();
        broker.Lag();
        await publisher.PublishAsync("never replicated");
        return seen;
    }

    private static Task ConnectedAsync(HistoryChecker checker) =>
        TwoServers.EventuallyAsync(() => checker.Servers.All(server => server.Cluster!.Problem is null));

    /// <summary>Publishes until the broker has taken it.</summary>
    private static async Task PublishAsync(Follower publisher, string text)
    {
        while ((await publisher.PublishAsync(text)).StartsWith("error", StringComparison.Ordinal))
        {
        }
    }

    /// <summary>A message, or an answer without its position.</summary>
    private static string Outcome(string text) =>
        text.StartsWith("following ", StringComparison.Ordinal) ? text[text.IndexOf(' ', "following ".Length)..] : text;
}
