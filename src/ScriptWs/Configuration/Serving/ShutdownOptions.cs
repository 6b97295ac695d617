namespace ScriptWs.Configuration;

/// <summary>The section <c>shutdown</c>: how a server that stops lets its connections go.</summary>
public sealed record ShutdownOptions
{
    /// <summary>Time for <c>onShutdown</c> and all closing handshakes together; default 30 s. What is left then is dropped.</summary>
    [Setting("Time for onShutdown and all closing handshakes together. What is left then is dropped.")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections closed at once; default 10000.</summary>
    [Setting("Connections closed at once.", Minimum = 1)]
    public int BatchSize { get; init; } = 10_000;

    /// <summary>Time between two batches, so that not all clients come back at the same moment; default 2 s.</summary>
    [Setting("Time between two batches, so that not all clients come back at the same moment.")]
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromSeconds(2);
}
