using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cluster;
using ScriptWs.Connections;
using ScriptWs.Tests.Diagnostics;

namespace ScriptWs.Tests.Cluster;

/// <summary>A server of this version beside one of another, whose envelopes are written by hand.</summary>
public sealed class MixedVersionTests : IAsyncLifetime
{
    private const uint Other = 0x0BADCAFE;

    private readonly string _name = $"mixed-{Guid.NewGuid()}";
    private readonly MemoryHub _hub;
    private readonly FakeTimeProvider _clock = new();
    private TwoServers? _servers;
    private Measurements? _measured;

    public MixedVersionTests() => _hub = MemoryHub.Enter(_name);

    private Measurements Measured => _measured!;

    private static ClusterChannels Channels { get; } = new("scriptws", 256);

    public async ValueTask InitializeAsync()
    {
        _servers = await TwoServers.StartAsync(
            $"memory:{_name}", "export function onConnect(connection) { connection.subscribe('news'); connection.send('hello'); }", _clock);
        _measured = new Measurements(_servers.First);
    }

    public async ValueTask DisposeAsync()
    {
        _measured?.Dispose();
        if (_servers is not null) await _servers.DisposeAsync();
        _hub.Leave();
    }

    [Fact]
    public async Task Envelope_OfALaterVersion_IsSkippedAndCounted()
    {
        using var client = await ConnectAsync();
        var later = Envelope(1, writer => writer.Add(new NodeMessage(SharedFrame.Text("from the future"), "news")));
        later[0] = EnvelopeFormat.Version + 1;

        Publish(later);
        Publish(Envelope(1, writer => writer.Add(new NodeMessage(SharedFrame.Text("of today"), "news"))));

        Assert.Equal("of today", await client.ReceiveTextAsync());
        Assert.Equal(1, Measured.Collect()["scriptws.cluster.unreadable"]);
    }

    [Fact]
    public async Task Entry_OfALaterKind_IsSkippedAndCountedAndTheNextOneArrives()
    {
        using var client = await ConnectAsync();

        Publish(Envelope(1, writer =>
        {
            writer.Add((EntryKind)200, "something new"u8);
            writer.Add(new NodeMessage(SharedFrame.Text("of today"), "news"));
        }));

        Assert.Equal("of today", await client.ReceiveTextAsync());
        Assert.Equal(1, Measured.Collect()["scriptws.cluster.unreadable"]);
    }

    [Fact]
    public void Beat_OfAnEarlierVersion_ShowsNoLoad()
    {
        var full = new NodeBeat("old", "0.9.0", "main.js 1", 7, false) { Processor = 50, Memory = 1 << 20 }.Write();
        var earlier = full[..^(2 * sizeof(long))];

        _hub.Channel(Channels.Nodes).Publish(Envelope(1, writer => writer.Add(EntryKind.Beat, earlier)));

        var node = Assert.Single(_servers!.First.Cluster!.Nodes, node => node.Name == "old");
        Assert.Equal(("0.9.0", 7, 0, 0L), (node.Version, node.Connections, node.Processor, node.Memory));
    }

    [Fact]
    public void Beat_OfALaterVersion_IsReadUpToWhatIsKnown()
    {
        var beat = new NodeBeat("new", "9.0.0", "main.js 1", 7, false) { Processor = 50, Memory = 1 << 20 }.Write();
        byte[] later = [.. beat, 1, 2, 3];

        _hub.Channel(Channels.Nodes).Publish(Envelope(1, writer => writer.Add(EntryKind.Beat, later)));

        var node = Assert.Single(_servers!.First.Cluster!.Nodes, node => node.Name == "new");
        Assert.Equal((50, 1L << 20), (node.Processor, node.Memory));
    }

    [Fact]
    public void Entries_ThatAreDamaged_AreSkippedAndCounted()
    {
        EntryKind[] kinds = [EntryKind.Message, EntryKind.Beat, EntryKind.Event, EntryKind.Answer, EntryKind.Login, EntryKind.Close];

        Publish(Envelope(1, writer =>
        {
            foreach (var kind in kinds) writer.Add(kind, [0xFF, 0xFF]);
        }));

        Assert.Equal(kinds.Length, Measured.Collect()["scriptws.cluster.unreadable"]);
    }

    private static byte[] Envelope(uint sequence, Action<EnvelopeWriter> write)
    {
        var writer = new EnvelopeWriter();
        writer.Begin(Other, sequence);
        write(writer);
        return writer.Written.ToArray();
    }

    private void Publish(byte[] envelope) =>
        _hub.Channel(Channels.Partitions.ElementAt(Channels.PartitionOf('t', "news"))).Publish(envelope);

    private async Task<DotNetClient> ConnectAsync()
    {
        var client = await DotNetClient.ConnectAsync(_servers!.First.Addresses[0]);
        Assert.Equal("hello", await client.ReceiveTextAsync());
        return client;
    }
}
