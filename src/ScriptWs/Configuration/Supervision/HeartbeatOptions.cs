namespace ScriptWs.Configuration;

/// <summary>The section <c>heartbeat</c>: Pings that tell a dead connection from a silent one.</summary>
public sealed record HeartbeatOptions
{
    /// <summary>Whether the server sends Pings of its own; default <c>true</c>.</summary>
    [Setting("Whether the server sends Pings of its own.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Time between two Pings; default 30 s, at most a day.</summary>
    [Setting("Time between two Pings.", Minimum = 1, Maximum = 86_400_000)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for the answer; 0 = never close; default 10 s. No further Ping leaves while one is unanswered.</summary>
    [Setting("Time for the answer; 0 = never close.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a connection that sent something lately is left alone; default <c>true</c>.</summary>
    [Setting("Whether a connection that sent something lately is left alone.")]
    public bool OnlyWhenIdle { get; init; } = true;

    /// <summary>
    /// Silence after which the operating system probes a connection itself (TCP keep-alive, RFC 9293 §3.8.4), in whole
    /// seconds; 0 = never; default 0. For networks that forget silent connections, and for clients that must not be pinged.
    /// </summary>
    [Setting("Silence after which the operating system probes a connection (TCP keep-alive), in whole seconds; 0 = never.", Maximum = 7_200_000)]
    public TimeSpan TcpKeepAlive { get; init; }
}
