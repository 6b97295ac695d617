namespace ScriptWs.Configuration;

/// <summary>The section <c>watchdog.monitor</c>. Self-probe: the server connects to itself each interval.</summary>
public sealed record MonitorOptions
{
    /// <summary>Whether the server probes itself. Default: <c>false</c>.</summary>
    [Setting("Whether the server probes itself.")]
    public bool Enabled { get; init; }

    /// <summary>Time for a probe to succeed. Two consecutive failures mark a listener as dead. Default: <c>5s</c>.</summary>
    [Setting("Time for a probe to succeed. Two consecutive failures mark a listener as dead.", Minimum = 1)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
