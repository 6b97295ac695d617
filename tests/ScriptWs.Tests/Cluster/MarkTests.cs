using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cluster;
using ScriptWs.Tests.Diagnostics;

namespace ScriptWs.Tests.Cluster;

/// <summary>A lost message is noticed although no other follows it on its channel.</summary>
public sealed class MarkTests : IDisposable
{
    private readonly string _name = $"marks-{Guid.NewGuid()}";
    private readonly MemoryHub _hub;
    private readonly FakeTimeProvider _clock = new();

    public MarkTests() => _hub = MemoryHub.Enter(_name);

    public void Dispose() => _hub.Leave();

    [Fact]
    public async Task Message_LostAsTheLastOne_IsDeclaredByTheNextMark()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", "export function onStart() {}", _clock);
        using var measured = new Measurements(servers.Second);
        var channels = new ClusterChannels("scriptws", 256);
        var channel = _hub.Channel(channels.Partitions.ElementAt(channels.PartitionOf('b', "")));
        servers.First.Broadcast("first");
        await TwoServers.EventuallyAsync(() => servers.First.IsIdle);

        channel.IsMute = true;
        servers.First.Broadcast("lost");
        await TwoServers.EventuallyAsync(() => servers.First.IsIdle);
        channel.IsMute = false;
        Assert.DoesNotContain("scriptws.cluster.gaps", measured.Collect());
        _clock.Advance(TimeSpan.FromSeconds(1));
        await TwoServers.EventuallyAsync(() => servers.First.IsIdle);

        Assert.Equal(1, measured.Collect()["scriptws.cluster.gaps"]);
    }

    [Fact]
    public async Task Message_LostAsTheFirstOne_IsDeclaredToo()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", "export function onStart() {}", _clock);
        using var measured = new Measurements(servers.First);
        var channels = new ClusterChannels("scriptws", 256);
        var channel = _hub.Channel(channels.Partitions.ElementAt(channels.PartitionOf('b', "")));

        channel.IsMute = true;
        servers.Second.Broadcast("lost");
        await TwoServers.EventuallyAsync(() => servers.Second.IsIdle);
        channel.IsMute = false;
        _clock.Advance(TimeSpan.FromSeconds(1));
        await TwoServers.EventuallyAsync(() => servers.Second.IsIdle);

        Assert.Equal(1, measured.Collect()["scriptws.cluster.gaps"]);
    }

    [Fact]
    public async Task Mark_OfAChannelThatIsQuiet_IsSentOnce()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", "export function onStart() {}", _clock);
        var channels = new ClusterChannels("scriptws", 256);
        var envelopes = 0;
        _hub.Channel(channels.Partitions.ElementAt(channels.PartitionOf('b', ""))).Add(_ => envelopes++);

        servers.First.Broadcast("hello");
        await TwoServers.EventuallyAsync(() => servers.First.IsIdle);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await TwoServers.EventuallyAsync(() => servers.First.IsIdle);
        }

        Assert.Equal(2, envelopes);
    }
}
