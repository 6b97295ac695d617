using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Redis;

namespace ScriptWs.Tests.Cluster;

public sealed class GarnetBrokerTests : BrokerContract, IDisposable
{
    private GarnetServer? _server;

    public void Dispose() => _server?.Dispose();

    private protected override async Task<IBroker> CreateAsync()
    {
        _server ??= await GarnetServer.StartAsync();
        var options = new ClusterOptions { Url = _server.Url, Timeout = TimeSpan.FromMinutes(1) };
        return new RedisBroker(BrokerAddress.Parse(_server.Url, out _)!, options, NullLogger.Instance);
    }
}
