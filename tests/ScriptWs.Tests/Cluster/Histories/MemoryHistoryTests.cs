using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cluster;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster.Histories;

public sealed class MemoryHistoryTests : HistoryContract, IDisposable
{
    private readonly string _name = $"{Guid.NewGuid()}";
    private readonly MemoryHub _hub;

    public MemoryHistoryTests() => _hub = MemoryHub.Enter(_name);

    public void Dispose() => _hub.Leave();

    [Fact]
    public async Task Message_ThatDoesNotArrive_IsReadWhenTheNextOneComes()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Follower.Script, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        await ben.FollowAsync("");

        var channel = _hub.Channel(new ClusterChannels("scriptws", 256).Of("chat"));
        await anna.PublishAsync("one");
        channel.IsMute = true;
        await anna.PublishAsync("two");
        await anna.PublishAsync("three");
        channel.IsMute = false;
        await anna.PublishAsync("four");

        Assert.Equal(["one", "two", "three", "four"], await ben.TakeAsync(4));
    }

    [Fact]
    public async Task Message_ThatDoesNotArriveAndIsGone_IsDeclaredOnce()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Follower.Script, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        await ben.FollowAsync("");

        var channel = _hub.Channel(new ClusterChannels("scriptws", 256).Of("chat"));
        await anna.PublishAsync("one");
        channel.IsMute = true;
        await anna.PublishAsync("two");
        _hub.Flush();
        channel.IsMute = false;
        await anna.PublishAsync("three");
        await anna.PublishAsync("four");

        var seen = await ben.TakeAsync(4);
        Assert.Equal(["one", "three", "four"], seen.Where(text => !text.StartsWith("gap", StringComparison.Ordinal)));
        Assert.Equal(["gap chat true"], seen.Where(text => text.StartsWith("gap", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LastMessage_ThatDoesNotArrive_IsReadWithinHalfAMinute()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Follower.Script, clock, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        await ben.FollowAsync("");

        var channel = _hub.Channel(new ClusterChannels("scriptws", 256).Of("chat"));
        channel.IsMute = true;
        await anna.PublishAsync("one");
        channel.IsMute = false;
        for (var i = 0; i < 31; i++) clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("one", await ben.NextAsync());
    }

    [Fact]
    public async Task Calls_WithoutTheBroker_AreRejected()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Follower.Script, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);

        _hub.Problem = "it is gone";

        Assert.Equal("error server.publish: the broker cannot be used (it is gone).", await anna.PublishAsync("one"));
        Assert.Equal(["error connection.follow: the broker cannot be used (it is gone)."], await anna.FollowAsync(""));
    }

    private static TopicOptions Rule => new() { Match = "chat", History = 10, Age = TimeSpan.FromHours(1) };

    private protected override Task<string> UrlAsync() => Task.FromResult($"memory:{_name}");
}
