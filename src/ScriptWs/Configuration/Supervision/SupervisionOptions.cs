namespace ScriptWs.Configuration;

/// <summary>
/// The section <c>supervision</c>. Supervising process that restarts the server process. <c>true</c> or <c>false</c> sets
/// <c>enabled</c>.
/// </summary>
public sealed record SupervisionOptions
{
    /// <summary>
    /// Whether <c>scriptws run</c> supervises without <c>--supervised</c>. Not available on Windows. Default: <c>false</c>.
    /// </summary>
    [Setting("Whether `scriptws run` supervises without `--supervised`. Not available on Windows.")]
    public bool Enabled { get; init; }

    /// <summary>Restarts per period. Exceeded: the command ends with exit code 3. Default: <c>3</c>.</summary>
    [Setting("Restarts per period. Exceeded: the command ends with exit code 3.")]
    public int Intensity { get; init; } = 3;

    /// <summary>Time in which restarts count. Default: <c>60s</c>.</summary>
    [Setting("Time in which restarts count.", Minimum = 1)]
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Time without a sign of life, which the process gives each second. Exceeded: the process is killed and restarted. 0 =
    /// unlimited. Default: <c>15s</c>.
    /// </summary>
    [Setting(
        "Time without a sign of life, which the process gives each second. "
        + "Exceeded: the process is killed and restarted. 0 = unlimited.")]
    public TimeSpan Liveness { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for a new process to start serving. Exceeded: the process is killed. Default: <c>60s</c>.</summary>
    [Setting("Time for a new process to start serving. Exceeded: the process is killed.", Minimum = 1)]
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// File for the ID of the supervising process, relative to the configuration's folder. Required by <c>scriptws restart</c>.
    /// Default: <c>null</c>.
    /// </summary>
    [Setting("File for the ID of the supervising process, relative to the configuration's folder. Required by `scriptws restart`.")]
    public string? PidFile { get; init; }
}
