using ScriptWs.Configuration;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>
/// A connection for commands, apart from that of messages: a large value does not delay them. It connects by itself, again and again.
/// </summary>
internal sealed class RedisCommands(BrokerAddress address, ClusterOptions options) : IAsyncDisposable
{
    private readonly Lock _lock = new();

    /// <summary>Held, because the library lets a multiplexer that nothing refers to be collected.</summary>
    private Task<ConnectionMultiplexer>? _connecting;
    private bool _isDisposed;

    /// <summary>The connection. A first attempt that failed, as that of a Sentinel, is made again by the next call.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
                _connecting = ConnectionMultiplexer.ConnectAsync(RedisSettings.Of(address, options));
            return _connecting;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<ConnectionMultiplexer>? connecting;
        lock (_lock)
        {
            if (_isDisposed) return;
            (_isDisposed, connecting) = (true, _connecting);
        }

        if (connecting is null) return;

        try
        {
            await (await connecting.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (RedisException)
        {
            // It never was connected.
        }
    }
}
