namespace ScriptWs.Configuration;

/// <summary>The section <c>limits</c>. Limits on connections, messages and requests.</summary>
public sealed record LimitsOptions
{
    /// <summary>Size of one message, all fragments together, after decompression. Exceeded: close 1009. Default: <c>1MiB</c>.</summary>
    [Setting("Size of one message, all fragments together, after decompression. Exceeded: close 1009.", Minimum = 1)]
    public long MaxMessageSize { get; init; } = 1 << 20;

    /// <summary>Frames per message. Exceeded: close 1008. Default: <c>131072</c>.</summary>
    [Setting("Frames per message. Exceeded: close 1008.", Minimum = 1)]
    public int MaxFragments { get; init; } = 131_072;

    /// <summary>
    /// Total size of incomplete messages on all connections, after decompression. One message of <c>maxMessageSize</c> always
    /// fits. Exceeded: close 1013 for the connections that held the most for the longest. 0 = unlimited. Default:
    /// <c>256MiB</c>.
    /// </summary>
    [Setting(
        "Total size of incomplete messages on all connections, after decompression. One message of `maxMessageSize` "
        + "always fits. Exceeded: close 1013 for the connections that held the most for the longest. 0 = unlimited.",
        Effect = Effect.Immediately)]
    public long MaxUnfinishedSize { get; init; } = 256 << 20;

    /// <summary>Time from the first frame of a message to its last. Exceeded: close 1008. 0 = unlimited. Default: <c>60s</c>.</summary>
    [Setting("Time from the first frame of a message to its last. Exceeded: close 1008. 0 = unlimited.", Effect = Effect.Immediately)]
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Open connections, including plain HTTP. Exceeded: HTTP 503. 0 = unlimited. Default: <c>0</c>.</summary>
    [Setting("Open connections, including plain HTTP. Exceeded: HTTP 503. 0 = unlimited.")]
    public int MaxConnections { get; init; }

    /// <summary>Open connections per client address. Exceeded: HTTP 429. 0 = unlimited. Default: <c>0</c>.</summary>
    [Setting("Open connections per client address. Exceeded: HTTP 429. 0 = unlimited.")]
    public int MaxConnectionsPerAddress { get; init; }

    /// <summary>Unsent data per connection, or one larger message. Exceeded: <c>onSlowConsumer</c>. Default: <c>1MiB</c>.</summary>
    [Setting("Unsent data per connection, or one larger message. Exceeded: `onSlowConsumer`.", Minimum = 1024)]
    public long MaxBufferedAmount { get; init; } = 1 << 20;

    /// <summary>
    /// What happens when a client reads too slowly. <c>close</c>: it is closed with 1013. <c>drop</c>: the message is dropped.
    /// Default: <c>close</c>.
    /// </summary>
    [Setting("What happens when a client reads too slowly. `close`: it is closed with 1013. `drop`: the message is dropped.")]
    public SlowConsumerPolicy OnSlowConsumer { get; init; } = SlowConsumerPolicy.Close;

    /// <summary>
    /// Histories of all topics, in memory or in a file. Exceeded: the topic that was quiet for longest loses its history.
    /// Default: <c>64MiB</c>.
    /// </summary>
    [Setting(
        "Histories of all topics, in memory or in a file. Exceeded: the topic that was quiet for longest loses its history.",
        Effect = Effect.Restart, Minimum = 1 << 16)]
    public long MaxHistorySize { get; init; } = 64 << 20;

    /// <summary>Opening handshakes in progress. Exceeded: new TCP connections are dropped. Default: <c>10000</c>.</summary>
    [Setting("Opening handshakes in progress. Exceeded: new TCP connections are dropped.", Minimum = 1)]
    public int MaxPendingHandshakes { get; init; } = 10_000;

    /// <summary>Time for the opening handshake, including <c>onUpgrade</c>. Exceeded: HTTP 408. Default: <c>10s</c>.</summary>
    [Setting("Time for the opening handshake, including `onUpgrade`. Exceeded: HTTP 408.", Minimum = 1)]
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Requests in flight per connection of the subprotocol <c>scriptws.v1</c>. Exceeded: the request is refused with -32002.
    /// Default: <c>100</c>.
    /// </summary>
    [Setting(
        "Requests in flight per connection of the subprotocol `scriptws.v1`. Exceeded: the request is refused with -32002.", Minimum = 1)]
    public int MaxRequests { get; init; } = 100;

    /// <summary>Body size of a plain HTTP request to a script. Exceeded: HTTP 413. Default: <c>1MiB</c>.</summary>
    [Setting("Body size of a plain HTTP request to a script. Exceeded: HTTP 413.", Effect = Effect.Immediately)]
    public long MaxRequestBody { get; init; } = 1 << 20;

    /// <summary>Time for <c>onRequest</c> to answer. Exceeded: HTTP 503. Default: <c>30s</c>.</summary>
    [Setting("Time for `onRequest` to answer. Exceeded: HTTP 503.", Effect = Effect.Immediately, Minimum = 1)]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for a client to answer a Close frame and end TCP. Exceeded: the connection is dropped. Default: <c>5s</c>.</summary>
    [Setting("Time for a client to answer a Close frame and end TCP. Exceeded: the connection is dropped.", Minimum = 1)]
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Time for a client to receive 8 KiB of its pending data, or all of it. Exceeded: the connection is dropped. 0 =
    /// unlimited. Default: <c>30s</c>.
    /// </summary>
    [Setting(
        "Time for a client to receive 8 KiB of its pending data, or all of it. Exceeded: the connection is dropped. 0 = unlimited.",
        Effect = Effect.Immediately)]
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Messages per connection, as in <c>{ "count": 20, "per": "1s" }</c>. Exceeded: close 1008. <c>null</c> = unlimited.
    /// Default: <c>null</c>.
    /// </summary>
    [Setting("Messages per connection, as in `{ \"count\": 20, \"per\": \"1s\" }`. Exceeded: close 1008. `null` = unlimited.")]
    public RateOptions? MessageRate { get; init; }

    /// <summary>
    /// Messages of an authenticated user over all connections, in a cluster on all nodes, as in <c>{ "count": 100, "per": "1m"
    /// }</c>. Exceeded: close 1008. <c>null</c> = unlimited. Default: <c>null</c>.
    /// </summary>
    [Setting(
        "Messages of an authenticated user over all connections, in a cluster on all nodes, as in "
        + "`{ \"count\": 100, \"per\": \"1m\" }`. Exceeded: close 1008. `null` = unlimited.")]
    public RateOptions? UserMessageRate { get; init; }

    /// <summary>New connections per client address. Exceeded: HTTP 429. <c>null</c> = unlimited. Default: <c>null</c>.</summary>
    [Setting("New connections per client address. Exceeded: HTTP 429. `null` = unlimited.")]
    public RateOptions? ConnectRate { get; init; }
}
