using ScriptWs.Redis;

namespace ScriptWs.Tests.Cluster;

/// <summary>What clients of two servers see of each other: run over memory and over Redis.</summary>
public abstract class ClusterContract
{
    private const string Script = """
        export function onConnect(connection) { connection.subscribe("news"); connection.send(connection.id); }
        export function onMessage(connection, text) {
          const [what, to, ...rest] = text.split(" ");
          if (what === "publish") connection.publish(to, rest.join(" "));
          else if (what === "all") server.broadcast(rest.join(" "));
          else if (what === "others") server.broadcast(rest.join(" "), { except: to });
          else if (what === "only") server.broadcast(rest.join(" "), { only: to });
          else if (what === "send") connection.send(`sent ${server.send(to, rest.join(" "))}`);
        }
        """;

    [Fact]
    public async Task Publish_OnOneServer_ReachesSubscribersOfTheOther()
    {
        await using var servers = await StartAsync();
        using var anna = await ConnectAsync(servers.First);
        using var ben = await ConnectAsync(servers.Second);

        for (var i = 0; i < 100; i++) await anna.Client.SendAsync($"publish news number {i}");

        for (var i = 0; i < 100; i++) Assert.Equal($"number {i}", await ben.Client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Broadcast_WithFilters_ReachesWhomTheyInclude()
    {
        await using var servers = await StartAsync();
        using var anna = await ConnectAsync(servers.First);
        using var ben = await ConnectAsync(servers.Second);
        using var carla = await ConnectAsync(servers.Second);

        await anna.Client.SendAsync($"others {ben.Id} not for ben");
        await anna.Client.SendAsync($"only {ben.Id} for ben");
        await anna.Client.SendAsync("all - for all");

        Assert.Equal(["for ben", "for all"], [await ben.Client.ReceiveTextAsync(), await ben.Client.ReceiveTextAsync()]);
        Assert.Equal(["not for ben", "for all"], [await carla.Client.ReceiveTextAsync(), await carla.Client.ReceiveTextAsync()]);
        Assert.Equal(["not for ben", "for all"], [await anna.Client.ReceiveTextAsync(), await anna.Client.ReceiveTextAsync()]);
    }

    [Fact]
    public async Task Send_ToAnIdOfTheOtherServer_ReachesIt()
    {
        await using var servers = await StartAsync();
        using var anna = await ConnectAsync(servers.First);
        using var ben = await ConnectAsync(servers.Second);

        await anna.Client.SendAsync($"send {ben.Id} hello");
        await anna.Client.SendAsync($"send {Guid.NewGuid()} hello");

        Assert.Equal("hello", await ben.Client.ReceiveTextAsync());
        Assert.Equal(["sent true", "sent false"], [await anna.Client.ReceiveTextAsync(), await anna.Client.ReceiveTextAsync()]);
    }

    [Fact]
    public async Task Close_OfAnIdOfTheOtherServer_ClosesIt()
    {
        await using var servers = await StartAsync();
        using var ben = await ConnectAsync(servers.Second);

        Assert.True(servers.First.Close(Guid.Parse(ben.Id), 4000, "go"));
        Assert.False(servers.First.Close(Guid.NewGuid()));

        await ben.Client.ReceiveCloseAsync();
        Assert.Equal((4000, "go"), ben.Client.Close);
    }

    [Fact]
    public async Task Nodes_OfACluster_ShowTheirLoad()
    {
        await using var servers = await StartAsync();

        Assert.All(servers.First.Cluster!.Nodes, node => Assert.True(node.Memory > 0));
    }

    [Fact]
    public async Task Ids_OfConnections_BeginWithTheirNode()
    {
        await using var servers = await StartAsync();
        using var anna = await ConnectAsync(servers.First);

        Assert.StartsWith(servers.First.Cluster!.Nodes[0].Id, anna.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_OfACluster_KnowEachOther()
    {
        await using var servers = await StartAsync();

        Assert.Equal(
            [.. servers.First.Cluster!.Nodes.Select(node => node.Id).Order()],
            servers.Second.Cluster!.Nodes.Select(node => node.Id).Order());
        Assert.All(servers.First.Cluster.Nodes, node => Assert.Equal("main.js 1", node.Scripts));
    }

    [Fact]
    public async Task Start_WithAnotherNumberOfPartitions_IsRefused()
    {
        await using var servers = await StartAsync();
        var other = servers.First.Options with { Cluster = servers.First.Options.Cluster with { Partitions = 7 } };

        await using var third = new ScriptWsServer(other).UseRedis();
        var refusal = await Assert.ThrowsAsync<ScriptWsException>(() => third.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            "cluster.partitions is 7 here, and 256 on the other nodes of scriptws; set the same number everywhere.", refusal.Message);
    }

    private protected abstract Task<string> UrlAsync();

    private static async Task<Known> ConnectAsync(ScriptWsServer server)
    {
        var client = await DotNetClient.ConnectAsync(server.Addresses[0]);
        return new Known(client, await client.ReceiveTextAsync());
    }

    private async Task<TwoServers> StartAsync()
    {
        var servers = await TwoServers.StartAsync(await UrlAsync(), Script);
        await servers.MeetAsync();
        return servers;
    }

    private sealed record Known(DotNetClient Client, string Id) : IDisposable
    {
        public void Dispose() => Client.Dispose();
    }
}
