using ScriptWs.Cluster;

namespace ScriptWs.Tests.Cluster;

/// <summary>A connection that a node has given up can deliver what it held, after the next connection has delivered more.</summary>
public sealed class LateEnvelopeTests : IDisposable
{
    private readonly string _name = $"late-{Guid.NewGuid()}";
    private readonly MemoryHub _hub;

    public LateEnvelopeTests() => _hub = MemoryHub.Enter(_name);

    public void Dispose() => _hub.Leave();

    [Fact]
    public async Task Envelope_BehindALaterOne_IsDropped()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", "export function onStart() {}");
        using var client = await DotNetClient.ConnectAsync(servers.Second.Addresses[0]);
        var channels = new ClusterChannels("scriptws", 256);
        var channel = _hub.Channel(channels.Partitions.ElementAt(channels.PartitionOf('b', "")));
        List<byte[]> envelopes = [];
        channel.Add(envelope => envelopes.Add(envelope.ToArray()));

        servers.First.Broadcast("first");
        Assert.Equal("first", await client.ReceiveTextAsync());
        servers.First.Broadcast("second");
        Assert.Equal("second", await client.ReceiveTextAsync());
        channel.Publish(envelopes[0]);
        servers.First.Broadcast("third");

        Assert.Equal("third", await client.ReceiveTextAsync());
    }
}
