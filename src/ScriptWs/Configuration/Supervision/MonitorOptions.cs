namespace ScriptWs.Configuration;

/// <summary>The section <c>watchdog.monitor</c>: a self-probe, the server connects to itself.</summary>
public sealed record MonitorOptions
{
    /// <summary>Whether it probes; default <c>false</c>.</summary>
    [Setting("Whether it probes.")]
    public bool Enabled { get; init; }

    /// <summary>Time for a probe to succeed; default 5 s.</summary>
    [Setting("Time for a probe to succeed.", Minimum = 1)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
