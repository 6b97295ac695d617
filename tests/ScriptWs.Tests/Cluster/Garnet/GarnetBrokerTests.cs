using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Redis;

namespace ScriptWs.Tests.Cluster;

public sealed class GarnetBrokerTests(GarnetServer server) : BrokerContract, IClassFixture<GarnetServer>
{
    private string? _url;

    private protected override async Task<IBroker> CreateAsync()
    {
        _url ??= await server.EmptyAsync();
        var options = new ClusterOptions { Url = _url, Timeout = TimeSpan.FromMinutes(1) };
        return new RedisBroker(BrokerAddress.Parse(_url, out _)!, options, NullLogger.Instance);
    }
}
