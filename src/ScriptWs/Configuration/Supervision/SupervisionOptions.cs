namespace ScriptWs.Configuration;

/// <summary>The section <c>supervision</c>: the command serves in a process of its own, and one beside it holds the addresses and restarts it.</summary>
public sealed record SupervisionOptions
{
    /// <summary>Whether <c>scriptws run</c> does so without <c>--supervised</c>; default <c>false</c>. Not on Windows.</summary>
    [Setting("Whether \"scriptws run\" supervises without --supervised; not on Windows.")]
    public bool Enabled { get; init; }

    /// <summary>Restarts within the period; one more gives up, and the command ends with exit code 3; default 3.</summary>
    [Setting("Restarts within the period; one more gives up, and the command ends with exit code 3.")]
    public int Intensity { get; init; } = 3;

    /// <summary>The time in which restarts count; default 60 s.</summary>
    [Setting("The time in which restarts count.", Minimum = 1)]
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Without a sign of life for so long a process is killed and restarted; default 15 s; 0 = never. It gives one each second.</summary>
    [Setting("Without a sign of life for so long a process is killed and restarted; 0 = never. It gives one each second.")]
    public TimeSpan Liveness { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for a new process to serve; over it, it is killed; default 60 s.</summary>
    [Setting("Time for a new process to serve; over it, it is killed.", Minimum = 1)]
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A file, relative to this one, that holds the number of the supervising process, for <c>scriptws restart</c>; default <c>null</c>.</summary>
    [Setting("A file, relative to this one, that holds the number of the supervising process, for \"scriptws restart\".")]
    public string? PidFile { get; init; }
}
