namespace ScriptWs.Tests.Cluster.Presences;

public sealed class RedisPresenceTests : PresenceContract, IDisposable
{
    private RedisServer? _redis;

    public void Dispose() => _redis?.Dispose();

    private protected override async Task<string> UrlAsync() => (_redis = await RedisServer.StartAsync()).Url;
}
