namespace ScriptWs.Configuration;

/// <summary>The section <c>limits</c>: numbers that refuse.</summary>
public sealed record LimitsOptions
{
    /// <summary>Bytes of one message, all fragments together, inflated; default 1 MiB. Over it: close 1009.</summary>
    [Setting("Bytes of one message, all fragments together, inflated. Over it: close 1009.", Minimum = 1)]
    public long MaxMessageSize { get; init; } = 1 << 20;

    /// <summary>Frames of one message; default 131072. Over it: close 1008.</summary>
    [Setting("Frames of one message. Over it: close 1008.", Minimum = 1)]
    public int MaxFragments { get; init; } = 131_072;

    /// <summary>
    /// Bytes of all messages whose last frame has not come, of all connections together, inflated; default 256 MiB, 0 = unlimited. Exceeded:
    /// close 1013 for the connections that have held most of it for longest.
    /// </summary>
    [Setting("Bytes of all messages whose last frame has not come, of all connections together, inflated. Exceeded: close 1013 for the connections that have held most of it for longest. 0 = unlimited.")]
    public long MaxUnfinishedSize { get; init; } = 256 << 20;

    /// <summary>Time from the first frame of a message to its last; default 60 s, 0 = unlimited. Exceeded: close 1008.</summary>
    [Setting("Time from the first frame of a message to its last. Exceeded: close 1008. 0 = unlimited.")]
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Open connections; default 0 = no limit. Over it: HTTP 503.</summary>
    [Setting("Open connections. Over it: HTTP 503.")]
    public int MaxConnections { get; init; }

    /// <summary>Open connections of one remote address; default 0 = no limit. Over it: HTTP 429.</summary>
    [Setting("Open connections of one remote address. Over it: HTTP 429.")]
    public int MaxConnectionsPerAddress { get; init; }

    /// <summary>Bytes that wait to go out on one connection, or one larger message; default 1 MiB. Over it: <see cref="OnSlowConsumer"/>.</summary>
    [Setting("Bytes that wait to go out on one connection, or one larger message. Over it: onSlowConsumer.", Minimum = 1024)]
    public long MaxBufferedAmount { get; init; } = 1 << 20;

    /// <summary>What happens to a client that reads too slowly; default: it is closed with 1013.</summary>
    [Setting("What happens to a client that reads too slowly.")]
    public SlowConsumerPolicy OnSlowConsumer { get; init; } = SlowConsumerPolicy.Close;

    /// <summary>Opening handshakes under way at once; default 10000. Over it new TCP connections are dropped.</summary>
    [Setting("Opening handshakes under way at once. Over it new TCP connections are dropped.", Minimum = 1)]
    public int MaxPendingHandshakes { get; init; } = 10_000;

    /// <summary>Time for the opening handshake, <c>onUpgrade</c> included; default 10 s. Over it: HTTP 408.</summary>
    [Setting("Time for the opening handshake, onUpgrade included. Over it: HTTP 408.", Minimum = 1)]
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of the body of a plain HTTP request for a script; default 1 MiB. Over it: HTTP 413.</summary>
    [Setting("Bytes of the body of a plain HTTP request for a script. Over it: HTTP 413.")]
    public long MaxRequestBody { get; init; } = 1 << 20;

    /// <summary>Time for <c>onRequest</c> to answer; default 30 s. Over it: HTTP 503.</summary>
    [Setting("Time for onRequest to answer. Over it: HTTP 503.", Minimum = 1)]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for the client to answer a Close frame and end TCP; default 5 s. Over it the connection is dropped.</summary>
    [Setting("Time for the client to answer a Close frame and end TCP. Over it the connection is dropped.", Minimum = 1)]
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Time for a client to take 8 KiB of what waits for it, or all of it; default 30 s, 0 = unlimited. Exceeded: the connection is dropped.
    /// </summary>
    [Setting("Time for a client to take 8 KiB of what waits for it, or all of it. Exceeded: the connection is dropped. 0 = unlimited.")]
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages of one connection; default <c>null</c> = no limit. Over it: close 1008.</summary>
    [Setting("Messages of one connection. Over it: close 1008.")]
    public RateOptions? MessageRate { get; init; }

    /// <summary>Connections of one remote address; default <c>null</c> = no limit. Over it: HTTP 429.</summary>
    [Setting("Connections of one remote address. Over it: HTTP 429.")]
    public RateOptions? ConnectRate { get; init; }
}
