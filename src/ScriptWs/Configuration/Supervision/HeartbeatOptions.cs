namespace ScriptWs.Configuration;

/// <summary>The section <c>heartbeat</c>. Pings that detect dead connections.</summary>
public sealed record HeartbeatOptions
{
    /// <summary>Whether the server sends Pings. Default: <c>true</c>.</summary>
    [Setting("Whether the server sends Pings.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Time between two Pings, at most one day. Default: <c>30s</c>.</summary>
    [Setting("Time between two Pings, at most one day.", Minimum = 1, Maximum = 86_400_000)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for a client to answer a Ping. Exceeded: close 1011. 0 = unlimited. Default: <c>10s</c>.</summary>
    /// <remarks>No further Ping leaves while one is unanswered.</remarks>
    [Setting("Time for a client to answer a Ping. Exceeded: close 1011. 0 = unlimited.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether only silent connections get Pings. <c>false</c> = every connection, each interval. Default: <c>true</c>.</summary>
    [Setting("Whether only silent connections get Pings. `false` = every connection, each interval.")]
    public bool OnlyWhenIdle { get; init; } = true;

    /// <summary>
    /// Silence after which the operating system probes a connection (TCP keep-alive), in whole seconds. 0 = never. Default:
    /// <c>0</c>.
    /// </summary>
    /// <remarks>RFC 9293 §3.8.4. For networks that forget silent connections, and for clients that must not get Pings.</remarks>
    [Setting(
        "Silence after which the operating system probes a connection (TCP keep-alive), in whole seconds. 0 = never.",
        Effect = Effect.NextHandshake, Maximum = 7_200_000)]
    public TimeSpan TcpKeepAlive { get; init; }
}
