using System.Collections.Concurrent;
using ScriptWs.Cluster;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>One multiplexer, and what is heard through it. It connects again by itself, and hears the same again.</summary>
internal sealed class RedisLink : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _multiplexer;
    private readonly ConcurrentDictionary<string, HeardChannel> _heard = new(StringComparer.Ordinal);

    private RedisLink(ConnectionMultiplexer multiplexer, Action interrupted)
    {
        _multiplexer = multiplexer;
        Subscriber = multiplexer.GetSubscriber();
        Database = multiplexer.GetDatabase();
        multiplexer.ConnectionFailed += (_, failure) =>
        {
            Fault = Describe(failure.FailureType);
            // Whichever connection it was: with RESP3 one can do both.
            if (HearsAll) interrupted();
        };
    }

    public ISubscriber Subscriber { get; }

    public IDatabase Database { get; }

    public bool IsConnected => _multiplexer.IsConnected;

    /// <summary>Whether everything is heard that was asked for.</summary>
    public bool HearsAll { get; private set; }

    /// <summary>Why the connection was lost last.</summary>
    public string? Fault { get; private set; }

    public static async Task<RedisLink> ConnectAsync(ConfigurationOptions settings, Action interrupted) =>
        new(await ConnectionMultiplexer.ConnectAsync(settings).ConfigureAwait(false), interrupted);

    /// <summary>Hears channels, those that are heard already excepted.</summary>
    /// <exception cref="RedisException">One could not be subscribed to.</exception>
    public async Task HearAsync(IReadOnlyList<HeardChannel> channels)
    {
        // Before there is a connection, the library would keep a queue that nothing reads.
        if (!IsConnected) throw new BrokerException(Fault ?? "no connection");

        await Task.WhenAll(channels.Where(channel => !_heard.ContainsKey(channel.Name)).Select(HearAsync)).ConfigureAwait(false);
        HearsAll = true;
    }

    private async Task HearAsync(HeardChannel channel)
    {
        try
        {
            // The queue keeps the order; the library's callbacks do not.
            var queue = await Subscriber.SubscribeAsync(RedisChannel.Literal(channel.Name)).ConfigureAwait(false);
            queue.OnMessage(message => channel.Receive(((ReadOnlyMemory<byte>)message.Message).Span));
            _heard[channel.Name] = channel;
        }
        catch (RedisException)
        {
            Subscriber.Unsubscribe(RedisChannel.Literal(channel.Name), flags: CommandFlags.FireAndForget);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await _multiplexer.DisposeAsync().ConfigureAwait(false);

    private static string Describe(ConnectionFailureType failure) => failure switch
    {
        ConnectionFailureType.UnableToConnect or ConnectionFailureType.UnableToResolvePhysicalConnection => "no connection",
        ConnectionFailureType.AuthenticationFailure => "it refuses the password",
        _ => "the connection broke",
    };
}
