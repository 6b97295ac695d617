using ScriptWs.Configuration;

namespace ScriptWs.Redis;

/// <summary>Redis as the broker of a cluster.</summary>
public static class ScriptWsRedisExtensions
{
    /// <summary>
    /// Lets <c>cluster.url</c> name a server that speaks the protocol of Redis, and permits
    /// <c>"storage": { "backend": "cluster" }</c>. Call it before the start; without these settings nothing is
    /// loaded.
    /// </summary>
    /// <param name="server">The server.</param>
    /// <returns>The same server.</returns>
    public static ScriptWsServer UseRedis(this ScriptWsServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        server.Hooks.CreateBroker = static (address, options, log) => new RedisBroker(address, options, log);
        server.Hooks.StorageOpeners[StorageBackend.Cluster] = static setup => RedisStorage.Open(setup);
        return server;
    }
}
