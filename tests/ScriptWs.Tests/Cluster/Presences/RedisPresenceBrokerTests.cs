using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Redis;

namespace ScriptWs.Tests.Cluster.Presences;

public sealed class RedisPresenceBrokerTests : PresenceBrokerContract, IAsyncDisposable
{
    private RedisServer? _server;
    private RedisBroker? _broker;

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null) await _broker.DisposeAsync();
        _server?.Dispose();
    }

    private protected override async Task<IPresenceBroker> CreateAsync()
    {
        _server = await RedisServer.StartAsync();
        var options = new ClusterOptions { Url = _server.Url, Timeout = TimeSpan.FromMinutes(1) };
        _broker = new RedisBroker(BrokerAddress.Parse(_server.Url, out _)!, options, NullLogger.Instance);
        await _broker.StartAsync([], static () => { });
        return _broker.Presences;
    }

    private protected override async Task PassAsync(TimeSpan time)
    {
        // The key of the lease is gone once the server says so.
        while (!(await _server!.CommandAsync("EXISTS", "{scriptws:p}:l:00000001")).StartsWith(":0", StringComparison.Ordinal))
        {
        }
    }
}
