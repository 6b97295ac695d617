namespace ScriptWs.Configuration;

/// <summary>The section <c>shutdown</c>. How connections are closed when the server stops.</summary>
public sealed record ShutdownOptions
{
    /// <summary>
    /// Time for <c>onShutdown</c> and all closing handshakes together. Exceeded: remaining connections are dropped. Default:
    /// <c>30s</c>.
    /// </summary>
    [Setting("Time for `onShutdown` and all closing handshakes together. Exceeded: remaining connections are dropped.")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections closed per batch. Default: <c>10000</c>.</summary>
    [Setting("Connections closed per batch.", Minimum = 1)]
    public int BatchSize { get; init; } = 10_000;

    /// <summary>Time between two batches. Spreads out the clients that reconnect. Default: <c>2s</c>.</summary>
    [Setting("Time between two batches. Spreads out the clients that reconnect.")]
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromSeconds(2);
}
