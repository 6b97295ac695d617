using System.Net;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cluster;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster;

/// <summary>What a server tells while its broker is gone.</summary>
public sealed class LostBrokerTests : IDisposable
{
    private const string Echo = "export function onMessage(connection, text) { connection.send(text); }";

    private readonly string _name = $"lost-{Guid.NewGuid()}";
    private readonly MemoryHub _hub;
    private readonly FakeTimeProvider _clock = new();

    public LostBrokerTests() => _hub = MemoryHub.Enter(_name);

    public void Dispose() => _hub.Leave();

    [Fact]
    public async Task Ready_WithoutTheBroker_TellsIt()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Echo, _clock);
        Assert.Equal((HttpStatusCode.OK, "ready"), await ReadyAsync(servers.First));

        _hub.Problem = "it is gone";

        Assert.Equal((HttpStatusCode.OK, "ready (broker lost)"), await ReadyAsync(servers.First));
        Assert.Equal("it is gone", servers.First.Cluster!.Problem);
        _hub.Problem = null;
        Assert.Equal((HttpStatusCode.OK, "ready"), await ReadyAsync(servers.First));
    }

    [Fact]
    public async Task Clients_WithoutTheBroker_AreRefusedIfConfigured()
    {
        await using var servers = await TwoServers.StartAsync(
            $"memory:{_name}", Echo, _clock, cluster => cluster with { WhenLost = BrokerLossPolicy.Refuse });
        using var before = await DotNetClient.ConnectAsync(servers.First.Addresses[0]);

        _hub.Problem = "it is gone";

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "broker lost"), await ReadyAsync(servers.First));
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => DotNetClient.ConnectAsync(servers.First.Addresses[0]));
        await before.SendAsync("still here");
        Assert.Equal("still here", await before.ReceiveTextAsync());
    }

    [Fact]
    public async Task Node_ThatHearsNothing_IsCutOffAfterThreeSeconds()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Echo, _clock);
        foreach (var name in new ClusterChannels("scriptws", 256).Partitions.Append("scriptws:nodes")) _hub.Channel(name).IsMute = true;

        foreach (var _ in Enumerable.Range(0, 4)) _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("it delivers nothing", servers.First.Cluster!.Problem);
    }

    [Fact]
    public async Task Node_ThatIsSilentForItsLease_IsForgotten()
    {
        await using var servers = await TwoServers.StartAsync($"memory:{_name}", Echo, _clock);
        foreach (var _ in Enumerable.Range(0, 2)) _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, servers.First.Cluster!.Nodes.Count);

        await servers.Second.StopAsync(TestContext.Current.CancellationToken);

        Assert.Single(servers.First.Cluster.Nodes);
    }

    private static async Task<(HttpStatusCode Status, string Body)> ReadyAsync(ScriptWsServer server)
    {
        using var client = new HttpClient();
        var address = new UriBuilder(server.Addresses[0]) { Scheme = "http", Path = "/readyz" }.Uri;
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim());
    }
}
