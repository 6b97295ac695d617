namespace ScriptWs.Configuration;

/// <summary>The section <c>limits</c>: numbers that refuse.</summary>
public sealed record LimitsOptions
{
    /// <summary>Bytes of one message, all fragments together, inflated; default 1 MiB. Over it: close 1009.</summary>
    public long MaxMessageSize { get; init; } = 1 << 20;

    /// <summary>Frames of one message; default 131072. Over it: close 1008.</summary>
    public int MaxFragments { get; init; } = 131_072;

    /// <summary>Open connections; default 0 = no limit. Over it: HTTP 503.</summary>
    public int MaxConnections { get; init; }

    /// <summary>Open connections of one remote address; default 0 = no limit. Over it: HTTP 429.</summary>
    public int MaxConnectionsPerAddress { get; init; }

    /// <summary>Bytes that wait to go out on one connection, or one larger message; default 1 MiB. Over it: <see cref="OnSlowConsumer"/>.</summary>
    public long MaxBufferedAmount { get; init; } = 1 << 20;

    /// <summary>What happens to a client that reads too slowly; default: it is closed with 1013.</summary>
    public SlowConsumerPolicy OnSlowConsumer { get; init; } = SlowConsumerPolicy.Close;

    /// <summary>Opening handshakes under way at once; default 10000. Over it new TCP connections are dropped.</summary>
    public int MaxPendingHandshakes { get; init; } = 10_000;

    /// <summary>Time for the opening handshake, <c>onUpgrade</c> included; default 10 s. Over it: HTTP 408.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for the client to answer a Close frame and end TCP; default 5 s. Over it the connection is dropped.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Messages of one connection; default <c>null</c> = no limit. Over it: close 1008.</summary>
    public RateOptions? MessageRate { get; init; }

    /// <summary>Connections of one remote address; default <c>null</c> = no limit. Over it: HTTP 429.</summary>
    public RateOptions? ConnectRate { get; init; }
}
