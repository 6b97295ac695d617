namespace ScriptWs.Configuration;

/// <summary>The section <c>fetch</c>. Servers that scripts can reach with <c>fetch</c> and <c>WebSocket</c>.</summary>
public sealed record FetchOptions
{
    /// <summary>
    /// Servers that scripts can reach, as in <c>https://api.example.com</c>, <c>https://*.example.org</c> and
    /// <c>http://localhost:*</c>. Default: <c>[]</c>.
    /// </summary>
    [Setting(
        "Servers that scripts can reach, as in `https://api.example.com`, `https://*.example.org` and `http://localhost:*`.")]
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>
    /// Private addresses and networks that host names of <c>allow</c> can lead to, as in <c>10.0.0.0/8</c>. Default: <c>[]</c>.
    /// </summary>
    [Setting("Private addresses and networks that host names of `allow` can lead to, as in `10.0.0.0/8`.")]
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>
    /// Time until a response begins, and between two reads of its body. Exceeded: the request is aborted with a
    /// <c>TimeoutError</c>. 0 = unlimited. Default: <c>30s</c>.
    /// </summary>
    [Setting(
        "Time until a response begins, and between two reads of its body. "
        + "Exceeded: the request is aborted with a `TimeoutError`. 0 = unlimited.",
        Maximum = 86_400_000)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests of one endpoint in flight. Exceeded: <c>fetch</c> rejects. Default: <c>64</c>.</summary>
    [Setting("Requests of one endpoint in flight. Exceeded: `fetch` rejects.", Minimum = 1, Maximum = 10_000)]
    public int MaxRequests { get; init; } = 64;

    /// <summary>Size of a response body after decompression. Exceeded: reading it rejects. Default: <c>4MiB</c>.</summary>
    [Setting("Size of a response body after decompression. Exceeded: reading it rejects.", Minimum = 1, Maximum = 16 << 20)]
    public long MaxResponseSize { get; init; } = 4 << 20;

    /// <summary>Size of the header of a response. Exceeded: <c>fetch</c> rejects. Default: <c>64KiB</c>.</summary>
    [Setting("Size of the header of a response. Exceeded: `fetch` rejects.", Minimum = 1 << 10, Maximum = 1 << 20)]
    public long MaxHeaderSize { get; init; } = 64 << 10;

    /// <summary>Outgoing WebSockets of one endpoint. Exceeded: <c>new WebSocket</c> throws. Default: <c>64</c>.</summary>
    [Setting("Outgoing WebSockets of one endpoint. Exceeded: `new WebSocket` throws.", Minimum = 1, Maximum = 10_000)]
    public int MaxSockets { get; init; } = 64;

    /// <summary>Size of a message that an outgoing WebSocket receives. Exceeded: it is closed with 1009. Default: <c>1MiB</c>.</summary>
    [Setting("Size of a message that an outgoing WebSocket receives. Exceeded: it is closed with 1009.", Minimum = 1, Maximum = 16 << 20)]
    public long MaxMessageSize { get; init; } = 1 << 20;

    /// <summary>
    /// Bytes that wait to be sent by an outgoing WebSocket. Exceeded: the connection fails and is closed. Default: <c>1MiB</c>.
    /// </summary>
    [Setting(
        "Bytes that wait to be sent by an outgoing WebSocket. Exceeded: the connection fails and is closed.", Minimum = 1)]
    public long MaxBufferedAmount { get; init; } = 1 << 20;
}
