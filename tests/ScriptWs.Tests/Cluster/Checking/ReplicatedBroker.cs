using System.Globalization;

namespace ScriptWs.Tests.Cluster;

/// <summary>A primary and its replica, behind one address. Replication can be held back, as over a slow line.</summary>
internal sealed class ReplicatedBroker : IAsyncDisposable
{
    private readonly RedisServer _primary;
    private readonly RedisServer _replica;
    private readonly Forwarder _replication;
    private readonly Forwarder _address;

    private ReplicatedBroker(RedisServer primary, RedisServer replica, Forwarder replication, Forwarder address) =>
        (_primary, _replica, _replication, _address) = (primary, replica, replication, address);

    /// <summary>The address of the one that serves.</summary>
    public string Url => _address.Url;

    /// <summary>Starts both, or skips the test where there is no redis-server.</summary>
    public static async Task<ReplicatedBroker> StartAsync()
    {
        var primary = await RedisServer.StartAsync("--repl-diskless-sync-delay", "0");
        var replication = new Forwarder(primary.Port);
        var port = replication.Port.ToString(CultureInfo.InvariantCulture);
        var replica = await RedisServer.StartAsync("--replicaof", "127.0.0.1", port, "--repl-diskless-sync-delay", "0");
        var broker = new ReplicatedBroker(primary, replica, replication, new Forwarder(primary.Port));
        await broker.ReplicatedAsync();
        return broker;
    }

    /// <summary>Waits until the replica has all that was written.</summary>
    public async Task ReplicatedAsync()
    {
        await FollowsAsync(_replica);
        await EventuallyAsync(async () => (await _primary.CommandAsync("WAIT", "1", "1000")).StartsWith(":1", StringComparison.Ordinal));
    }

    /// <summary>The replica gets nothing from now on.</summary>
    public void Lag() => _replication.Hold();

    /// <summary>The primary ends as by a power cut.</summary>
    public void KillPrimary()
    {
        _replication.Hold();
        _primary.Kill();
        _replication.Drop();
    }

    /// <summary>The replica serves, at the address of the primary.</summary>
    public Task PromoteAsync() => ServeAsync(_replica);

    /// <summary>The first primary takes over what the replica has, and serves again.</summary>
    public async Task FailBackAsync()
    {
        await _primary.CommandAsync("REPLICAOF", "127.0.0.1", _replica.Port.ToString(CultureInfo.InvariantCulture));
        await FollowsAsync(_primary);
        await ServeAsync(_primary);
    }

    public async ValueTask DisposeAsync()
    {
        await _address.DisposeAsync();
        await _replication.DisposeAsync();
        _replica.Dispose();
        _primary.Dispose();
    }

    private async Task ServeAsync(RedisServer server)
    {
        Assert.Equal("+OK", (await server.CommandAsync("REPLICAOF", "NO", "ONE")).TrimEnd());
        _address.Target = server.Port;
        _address.Drop();
    }

    private static Task FollowsAsync(RedisServer replica) => EventuallyAsync(
        async () => (await replica.CommandAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal));

    private static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, "The replica did not follow the primary.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
