using Microsoft.Extensions.Logging;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>A server with the protocol of Redis. Any thread.</summary>
internal sealed class RedisBroker(BrokerAddress address, ClusterOptions options, ILogger log) : IBroker
{
    /// <summary>Time between two attempts to hear a channel.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private IReadOnlyList<HeardChannel> _heard = [];
    private Action _interrupted = static () => { };

    /// <summary>
    /// Held, because the library lets a multiplexer that nothing refers to be collected, with its subscriptions.
    /// </summary>
    private RedisLink? _link;

    private Task _connecting = Task.CompletedTask;
    private volatile string? _problem = "it is not connected yet";

    public string Address => address.Shown;

    public string? Problem => _link is not { } link ? _problem
        : !link.IsConnected ? link.Fault ?? "no connection"
        : link.HearsAll ? null
        : "its channels are not heard yet";

    public bool TakesAtOnce => _link is { IsConnected: true };

    public async Task StartAsync(IReadOnlyList<HeardChannel> channels, Action interrupted)
    {
        (_heard, _interrupted) = (channels, interrupted);
        _connecting = ConnectAsync();
        try
        {
            await _connecting.WaitAsync(options.Timeout, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It is not there yet, and is waited for no longer.
        }
    }

    public async Task PublishAsync(string channel, ReadOnlyMemory<byte> envelope)
    {
        try
        {
            await Link().Subscriber.PublishAsync(RedisChannel.Literal(channel), envelope).ConfigureAwait(false);
        }
        catch (Exception e) when (RedisFaults.IsOfTheBroker(e))
        {
            throw RedisFaults.Of(e);
        }
    }

    public async Task<string> AgreeAsync(string key, string value)
    {
        try
        {
            var database = Link().Database;
            await database.StringSetAsync(key, value, when: When.NotExists).ConfigureAwait(false);
            return (string?)await database.StringGetAsync(key).ConfigureAwait(false) ?? value;
        }
        catch (Exception e) when (RedisFaults.IsOfTheBroker(e))
        {
            throw RedisFaults.Of(e);
        }
    }

    public IHistoryBroker Histories => field ??= new RedisHistory(options.Name, () => Link().Database);

    public IPresenceBroker Presences => field ??= new RedisPresence(options.Name, () => Link().Database);

    public void Reconnect()
    {
        lock (_lock)
        {
            if (_end.IsCancellationRequested || !_connecting.IsCompleted) return;
            _connecting = ConnectAgainAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task connecting;
        lock (_lock)
        {
            if (_end.IsCancellationRequested) return;
            _end.Cancel();
            connecting = _connecting;
        }

        await connecting.ConfigureAwait(false);
        if (_link is { } link) await link.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private RedisLink Link() => _link ?? throw new BrokerException(_problem ?? "it is not connected");

    /// <summary>Connects until it has succeeded.</summary>
    private async Task ConnectAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _link ??= await RedisLink.ConnectAsync(RedisSettings.Of(address, options), _interrupted).ConfigureAwait(false);
                await _link.HearAsync(_heard).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (RedisFaults.IsOfTheBroker(e))
            {
                _problem = RedisFaults.Describe(e);
            }
            catch (Exception e)
            {
                _problem = "it cannot be connected to";
                Background.Report(e, "connecting to the broker", log);
            }

            await PauseAsync().ConfigureAwait(false);
        }
    }

    private async Task ConnectAgainAsync()
    {
        var old = _link;
        _link = null;
        _interrupted();
        if (old is not null) await old.DisposeAsync().ConfigureAwait(false);
        await ConnectAsync().ConfigureAwait(false);
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(Pause, TimeProvider.System, _end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It ends.
        }
    }
}
