using System.Text;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cluster;
using ScriptWs.Running;

namespace ScriptWs.Tests.Cluster;

/// <summary>Lists of connections that nodes ask each other for.</summary>
public sealed class NodeListingTests : IDisposable
{
    private const uint Other = 0x0BADCAFE;
    private const string Script = """
        export function onConnect(connection) {
          for (let i = 0; i < 20; i++) connection.subscribe("t".repeat(220) + i);
        }
        """;

    private readonly string _name = $"listings-{Guid.NewGuid()}";
    private readonly FakeTimeProvider _clock = new();
    private readonly MemoryHub _hub;

    public NodeListingTests() => _hub = MemoryHub.Enter(_name);

    public void Dispose() => _hub.Leave();

    [Fact]
    public async Task Node_ThatDoesNotAnswer_IsMissingAfterTwoSeconds()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Script, _clock);
        Publish(new ClusterChannels("scriptws", 256).Nodes, EntryKind.Beat, new NodeBeat("silent", "9.9.9", "chat.js 1", 7, false).Write());
        Assert.Equal(3, servers.First.Cluster!.Nodes.Count);

        var finding = servers.First.FindConnectionsAsync(new(), "0badcafe");
        Assert.False(finding.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var found = Assert.Single(await finding);
        Assert.Equal(("silent", true), (found.Node, found.IsMissing));
    }

    [Fact]
    public async Task List_OfManyLongTopics_IsCut()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Script, _clock);
        using var client = await DotNetClient.ConnectAsync(servers.Second.Addresses[0]);
        await MeetAsync(servers);
        await TwoServers.EventuallyAsync(() => servers.Second.Connections is [{ Subscriptions.Count: 20 }]);

        var found = await servers.First.FindConnectionsAsync(new() { Size = 1000 }, servers.Second.Cluster!.Nodes[0].Id);

        var row = Assert.Single(Assert.Single(found).Rows);
        Assert.Equal((8, 12, 201), (row.Topics.Count, row.MoreTopics, row.Topics[0].Length));
    }

    [Fact]
    public void List_OfTheLongestTexts_FitsIntoAnAnswer()
    {
        var text = new string('漢', ConnectionListing.MaxText) + "…";
        var row = new ListedConnection
        {
            Id = Guid.NewGuid(),
            Address = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255",
            User = text,
            Path = text,
            Subprotocol = text,
            Topics = [.. Enumerable.Repeat(text, ConnectionListing.MaxTopics)],
            MoreTopics = int.MaxValue,
            Latency = double.MaxValue,
            Buffered = long.MaxValue,
            Received = long.MaxValue,
            Sent = long.MaxValue,
        };
        var list = new NodeConnections
        {
            Node = "node",
            Total = int.MaxValue,
            Matching = int.MaxValue,
            Rows = [.. Enumerable.Repeat(row, ConnectionQuery.MaxSize)],
        };

        var answer = new ListEntry(EntryKind.Listing, long.MaxValue, ListingFormat.Write(list)).Write().Body;

        Assert.InRange(answer.Length, 256 << 10, NodeListings.MaxSize);
        Assert.Equal(ListingFormat.Write(list), ListingFormat.Write(ListingFormat.ReadList("node", ListingFormat.Write(list))!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "Page": -5, "Size": 2147483647, "Search": "x" }""")]
    public async Task Question_OfAnotherVersion_EndsNothing(string question)
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Script, _clock);
        var channel = new ClusterChannels("scriptws", 256).OfNode(Convert.ToUInt32(servers.First.Cluster!.Nodes[0].Id, 16));

        Publish(channel, EntryKind.List, new ListEntry(EntryKind.List, 1, Encoding.UTF8.GetBytes(question)).Write().Body);
        Publish(channel, EntryKind.Listing, new ListEntry(EntryKind.Listing, 1, Encoding.UTF8.GetBytes(question)).Write().Body);
        Publish(channel, EntryKind.List, [1, 2]);

        await MeetAsync(servers);
        var found = await servers.Second.FindConnectionsAsync(new());
        Assert.All(found, static list => Assert.False(list.IsMissing));
    }

    /// <summary>The first server hears the second one at its start, and the second hears the first one's next beat.</summary>
    private async Task MeetAsync(TwoServers servers)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        await servers.MeetAsync();
    }

    private void Publish(string channel, EntryKind kind, ReadOnlySpan<byte> body)
    {
        var envelope = new EnvelopeWriter();
        envelope.Begin(Other, 1);
        envelope.Add(kind, body);
        _hub.Channel(channel).Publish(envelope.Written.Span);
    }
}
