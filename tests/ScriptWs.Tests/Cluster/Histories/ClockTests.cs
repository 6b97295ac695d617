using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cluster;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster.Histories;

/// <summary>The broker's clock, which positions are taken from, goes back.</summary>
public sealed class ClockTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Second = TimeSpan.FromSeconds(1);

    private readonly string _name = $"clock-{Guid.NewGuid()}";
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly MemoryHub _hub;

    public ClockTests() => _hub = MemoryHub.Enter(_name, _clock);

    public void Dispose() => _hub.Leave();

    [Fact]
    public async Task Messages_OfABrokerWhoseClockGoesBack_AllArriveInOrder()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Follower.Script, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        await ben.FollowAsync("");

        var position = await anna.PublishAsync("one");
        _clock.AdjustTime(_clock.GetUtcNow() - Hour);
        await anna.PublishAsync("two");
        await anna.PublishAsync("three");

        Assert.Equal(["one", "two", "three"], await ben.TakeAsync(3));
        using var carla = await Follower.ConnectAsync(servers.First);
        var found = await carla.FollowAsync($"since {position}");
        Assert.Equal(["two", "three"], found[..^1]);
        Assert.EndsWith(" true 2", found[^1], StringComparison.Ordinal);
    }

    /// <summary>To Redis, a clock that went back is a last id which lies ahead of its time.</summary>
    [Fact]
    public async Task Messages_OfARedisWhoseClockWentBack_AllArriveInOrder()
    {
        using var redis = await RedisServer.StartAsync();
        var ahead = (TimeProvider.System.GetUtcNow() + Hour).ToUnixTimeMilliseconds() * 1000;
        await redis.CommandAsync("SET", "scriptws:h:{chat}:i", ahead.ToString(CultureInfo.InvariantCulture));
        await using var checker = await HistoryChecker.StartAsync(redis.Url);

        var position = await checker.RunAsync(
            static () => Task.CompletedTask,
            mayLose: false,
            async () => Assert.Equal(ahead + 51, await LastIdAsync(redis))); // one for a run that is not this server's

        using var late = await Follower.ConnectAsync(checker.Servers[0]);
        Assert.EndsWith(" true 51", (await late.FollowAsync($"since {position}"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_WithIdsThatWentBackWithTheHistory_AreDeclaredWithTheNextTick()
    {
        var ticks = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Follower.Script, ticks, topics: Rule);
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        await ben.FollowAsync("");
        await anna.PublishAsync("one");
        Assert.Equal("one", await ben.NextAsync());

        Forget();
        ticks.Advance(Second);
        Assert.Equal("gap chat true", await ben.NextAsync());
        await anna.PublishAsync("two");

        Assert.Equal("two", await ben.NextAsync());
    }

    private static TopicOptions Rule => new() { Match = "chat", History = 10, Age = 2 * Hour };

    private static async Task<long> LastIdAsync(RedisServer redis)
    {
        var answer = await redis.CommandAsync("GET", "scriptws:h:{chat}:i");
        return long.Parse(answer.Split("\r\n")[1].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>The broker loses the history, and gives its first message an id that lies before all others.</summary>
    private void Forget()
    {
        var entry = Encoding.UTF8.GetString(_hub.Read("chat").Entries[0]).Split(' ', 3);
        _hub.Flush();
        var envelope = new EnvelopeWriter();
        envelope.Begin(0, 0);
        envelope.Add(EntryKind.History, HistoryFormat.WriteBody("chat", Encoding.UTF8.GetBytes($"5 0 {entry[2]}")));
        _hub.Channel(new ClusterChannels("scriptws", 256).Of("chat")).Publish(envelope.Written.Span);
    }
}
