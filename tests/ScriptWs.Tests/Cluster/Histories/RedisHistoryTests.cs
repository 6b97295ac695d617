using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster.Histories;

public sealed class RedisHistoryTests : HistoryContract, IDisposable
{
    private RedisServer? _redis;

    public void Dispose() => _redis?.Dispose();

    [Fact]
    public async Task Publish_AfterTheScriptsAreForgotten_Works()
    {
        await using var servers = await TwoServers.StartAsync(await UrlAsync(), Follower.Script, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);
        var first = await anna.PublishAsync("one");

        await _redis!.CommandAsync("SCRIPT", "FLUSH");
        var second = await anna.PublishAsync("two");
        await _redis.CommandAsync("SCRIPT", "FLUSH");

        Assert.Equal(["two", $"following {second} true 1"], await anna.FollowAsync($"since {first}"));
    }

    [Fact]
    public async Task Publish_ByAUserWhoMayNotCallInfo_SaysWhatToAllow()
    {
        var url = (await UrlAsync()).Replace("redis://", "redis://app@", StringComparison.Ordinal);
        await _redis!.CommandAsync("ACL", "SETUSER", "app", "on", ">secret", "~*", "&*", "+@all", "-@dangerous");
        await using var servers = await TwoServers.StartAsync(
            url, Follower.Script, configure: cluster => cluster with { Password = "secret" }, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);

        var refused = await anna.PublishAsync("one");
        await _redis.CommandAsync("ACL", "SETUSER", "app", "+info");
        var position = await anna.PublishAsync("two");

        Assert.Contains("INFO; allow it to the user (ACL SETUSER NAME +info)", refused, StringComparison.Ordinal);
        Assert.Equal([$"following {position} true 0"], await anna.FollowAsync($"since {position}"));
    }

    [Fact]
    public async Task Follow_AfterTheBrokerWentBackToAnOldSnapshot_SaysThatMessagesAreLost()
    {
        await using var servers = await TwoServers.StartAsync(await UrlAsync(), Follower.Script, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);
        for (var i = 0; i < 10; i++) await anna.PublishAsync($"old {i}");
        await _redis!.CommandAsync("SAVE");
        var position = "";
        for (var i = 0; i < 10; i++) position = await anna.PublishAsync($"lost {i}");

        _redis.Kill();
        await _redis.StartAgainAsync();
        await ReadyAsync(servers, anna);
        for (var i = 0; i < 12; i++) await anna.PublishAsync($"new {i}");

        using var ben = await Follower.ConnectAsync(servers.Second);
        var found = await ben.FollowAsync($"since {position}");
        Assert.EndsWith(" false 0", found[^1], StringComparison.Ordinal);
        Assert.Single(found);
    }

    [Fact]
    public async Task Follower_WhenTheBrokerWentBackToAnOldSnapshot_IsToldOfTheGap()
    {
        await using var servers = await TwoServers.StartAsync(await UrlAsync(), Follower.Script, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        await ben.FollowAsync("");
        await anna.PublishAsync("old");
        await _redis!.CommandAsync("SAVE");
        await anna.PublishAsync("lost with the broker");
        Assert.Equal(["old", "lost with the broker"], await ben.TakeAsync(2));

        _redis.Kill();
        await _redis.StartAgainAsync();
        await ReadyAsync(servers, anna);

        // The script is told by a turn of its own, before or after the message behind the gap.
        while (await ben.NextAsync() != "gap chat true")
        {
        }
    }

    [Fact]
    public async Task Publish_WhileTheBrokerStandsStill_IsRejectedInTimeAndDeliveredOnceAtMost()
    {
        await using var servers = await TwoServers.StartAsync(
            await UrlAsync(), Follower.Script, configure: cluster => cluster with { Timeout = TimeSpan.FromSeconds(2) }, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        await ReadyAsync(servers, anna);
        await ben.FollowAsync("");

        await _redis!.SignalAsync("STOP");
        var answers = new[] { await anna.PublishAsync("one"), await anna.PublishAsync("two") };
        await _redis.SignalAsync("CONT");
        await ReadyAsync(servers, anna);
        await anna.PublishAsync("last");

        Assert.All(answers, answer => Assert.StartsWith("error server.publish: the broker ", answer, StringComparison.Ordinal));
        List<string> seen = [];
        while (seen.LastOrDefault() != "last") seen.Add(await ben.NextAsync());
        Assert.InRange(seen.Count(text => text == "one"), 0, 1);
        Assert.InRange(seen.Count(text => text == "two"), 0, 1);
    }

    /// <summary>Publishes until it succeeds on the first server; the second one hears the broker too.</summary>
    private static async Task ReadyAsync(TwoServers servers, Follower publisher)
    {
        await TwoServers.EventuallyAsync(() => servers.First.Cluster!.Problem is null && servers.Second.Cluster!.Problem is null);
        while ((await publisher.PublishAsync("again")).StartsWith("error", StringComparison.Ordinal))
        {
        }
    }

    private static TopicOptions Rule => new() { Match = "chat", History = 100, Age = TimeSpan.FromHours(1) };

    private protected override async Task<string> UrlAsync() =>
        (_redis = await RedisServer.StartAsync("--dbfilename", "history.rdb")).Url;
}
