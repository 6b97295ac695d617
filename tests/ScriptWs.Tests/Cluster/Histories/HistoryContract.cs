using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster.Histories;

/// <summary>What followers on two servers see of a topic that has a history: run over memory and over Redis.</summary>
public abstract class HistoryContract
{
    [Fact]
    public async Task Follow_OnTheOtherServer_SendsWhatWasMissedThenLiveMessages()
    {
        await using var servers = await StartAsync();
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        var first = await anna.PublishAsync("one");
        await anna.PublishAsync("two");
        var third = await anna.PublishAsync("three");

        Assert.Equal(["two", "three", $"following {third} true 2"], await ben.FollowAsync($"since {first}"));
        await anna.PublishAsync("four");

        Assert.Equal("four", await ben.NextAsync());
    }

    [Fact]
    public async Task Follow_OfAnEmptyTopic_GivesAPositionToComeBackWith()
    {
        await using var servers = await StartAsync();
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);

        var words = (await ben.FollowAsync(""))[^1].Split(' ');
        Assert.Equal(["following", "true", "0"], [words[0], words[2], words[3]]);
        ben.Dispose();
        var last = await anna.PublishAsync("one");

        using var again = await Follower.ConnectAsync(servers.Second);
        Assert.Equal(["one", $"following {last} true 1"], await again.FollowAsync($"since {words[1]}"));
    }

    [Fact]
    public async Task Follow_WithAPositionThatIsGone_SaysSoAndSendsTheNewest()
    {
        await using var servers = await StartAsync();
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        var first = await anna.PublishAsync("first");
        var last = "";
        for (var i = 0; i <= 100; i++) last = await anna.PublishAsync($"{i}");

        Assert.Equal(["99", "100", $"following {last} false 2"], await ben.FollowAsync($"since {first} last 2"));
    }

    [Fact]
    public async Task Publish_ByAConnection_LeavesItOut()
    {
        await using var servers = await StartAsync();
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        await anna.FollowAsync("");
        await ben.FollowAsync("");

        await anna.Client.SendAsync("say hello");
        await anna.PublishAsync("for all");

        Assert.Equal(["hello", "for all"], [await ben.NextAsync(), await ben.NextAsync()]);
        Assert.Equal("for all", await anna.NextAsync());
    }

    [Fact]
    public async Task Publish_OnBothServers_GivesAllFollowersOneOrder()
    {
        await using var servers = await StartAsync();
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        await anna.FollowAsync("");
        await ben.FollowAsync("");

        for (var i = 0; i < 200; i++)
        {
            await anna.Client.SendAsync($"publish a{i}");
            await ben.Client.SendAsync($"publish b{i}");
        }

        string[] seenByAnna = await anna.TakeAsync(400), seenByBen = await ben.TakeAsync(400);
        Assert.Equal(seenByAnna, seenByBen);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"a{i}"), seenByAnna.Where(text => text[0] == 'a'));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"b{i}"), seenByAnna.Where(text => text[0] == 'b'));
    }

    [Fact]
    public async Task Follow_WhileMessagesCome_MissesAndDoublesNothing()
    {
        await using var servers = await StartAsync();
        using var anna = await Follower.ConnectAsync(servers.First);
        var first = await anna.PublishAsync("0");

        for (var i = 1; i <= 60; i++)
        {
            await anna.Client.SendAsync($"publish {i}");
            if (i % 20 != 0) continue;

            using var ben = await Follower.ConnectAsync(servers.Second);
            await ben.Client.SendAsync($"follow since {first}");
            var seen = await ben.TakeAsync(i);
            Assert.Equal(Enumerable.Range(1, i).Select(number => $"{number}"), seen);
        }
    }

    [Fact]
    public async Task Subscribe_WithoutFollowing_GetsLiveMessages()
    {
        await using var servers = await StartAsync();
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        await ben.Client.SendAsync("subscribe");
        Assert.Equal("subscribed", await ben.NextAsync());

        await anna.PublishAsync("hello");
        await anna.PublishAsync("again");

        Assert.Equal(["hello", "again"], [await ben.NextAsync(), await ben.NextAsync()]);
    }

    private protected abstract Task<string> UrlAsync();

    private async Task<TwoServers> StartAsync()
    {
        var rule = new TopicOptions { Match = "chat", History = 100, Age = TimeSpan.FromHours(1) };
        var servers = await TwoServers.StartAsync(await UrlAsync(), Follower.Script, topics: rule);
        await servers.MeetAsync();
        return servers;
    }
}
