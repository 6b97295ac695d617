namespace ScriptWs.Configuration;

/// <summary>The section <c>watchdog</c>. Automatic restart after an unexpected stop.</summary>
public sealed record WatchdogOptions
{
    /// <summary>Whether a server that stopped unexpectedly restarts. Default: <c>true</c>.</summary>
    [Setting("Whether a server that stopped unexpectedly restarts.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Time before each attempt. Default: <c>10s</c>.</summary>
    [Setting("Time before each attempt.", Minimum = 1)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts to restart. Exceeded: the server stops. 0 = unlimited. Default: <c>0</c>.</summary>
    [Setting("Attempts to restart. Exceeded: the server stops. 0 = unlimited.")]
    public int Attempts { get; init; }

    /// <inheritdoc cref="MonitorOptions"/>
    [Setting("Self-probe: the server connects to itself each interval.")]
    public MonitorOptions Monitor { get; init; } = new();
}
