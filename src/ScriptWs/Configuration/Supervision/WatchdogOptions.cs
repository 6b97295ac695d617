namespace ScriptWs.Configuration;

/// <summary>The section <c>watchdog</c>: a restart after an unexpected stop.</summary>
public sealed record WatchdogOptions
{
    /// <summary>Whether a server that stopped unexpectedly is started again; default <c>true</c>.</summary>
    [Setting("Whether a server that stopped unexpectedly is started again.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Time between two attempts; default 10 s.</summary>
    [Setting("Time between two attempts.", Minimum = 1)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts at most; default 0 = no limit.</summary>
    [Setting("Attempts at most; 0 = no limit.")]
    public int Attempts { get; init; }

    /// <inheritdoc cref="MonitorOptions"/>
    [Setting("A self-probe: the server connects to itself.")]
    public MonitorOptions Monitor { get; init; } = new();
}
