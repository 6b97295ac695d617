using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Redis;
using ScriptWs.Tests.Diagnostics;

namespace ScriptWs.Tests.Cluster;

/// <summary>One server of a checked cluster, with what it counted and what its broker carried.</summary>
internal sealed class CheckedNode : IAsyncDisposable
{
    private readonly Measurements _measured;

    private CheckedNode(ScriptWsServer server, RecordingBroker broker)
    {
        (Server, Broker) = (server, broker);
        _measured = new Measurements(server);
    }

    public ScriptWsServer Server { get; }

    public RecordingBroker Broker { get; }

    public uint Number => Convert.ToUInt32(Server.Cluster!.Nodes[0].Id, 16);

    public static async Task<CheckedNode> StartAsync(ScriptWsOptions options)
    {
        var server = new ScriptWsServer(options, NullLoggerFactory.Instance).UseRedis();
        var create = server.Hooks.CreateBroker!;
        RecordingBroker? broker = null;
        IBroker Recorded(BrokerAddress address, ClusterOptions cluster, ILogger log) =>
            broker = new RecordingBroker(create(address, cluster, log));
        server.Hooks.CreateBroker = Recorded;
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new CheckedNode(server, broker!);
    }

    /// <summary>What a counter shows, such as <c>gaps</c>.</summary>
    public long Counted(string name) => (long)_measured.Collect().GetValueOrDefault($"scriptws.cluster.{name}");

    public async ValueTask DisposeAsync()
    {
        _measured.Dispose();
        await Server.DisposeAsync();
    }
}
