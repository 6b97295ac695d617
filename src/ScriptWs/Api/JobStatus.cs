namespace ScriptWs;

/// <summary>A job that a script exports, and when it runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schedule">Its interval, or its cron expression with the time zone.</param>
/// <param name="Next">When it runs next; <c>null</c> for never.</param>
/// <param name="Last">When its last run began; <c>null</c> before the first.</param>
/// <param name="IsRunning">Whether that run has not ended.</param>
public sealed record JobStatus(string Name, string Schedule, DateTimeOffset? Next, DateTimeOffset? Last, bool IsRunning)
{
    /// <summary>How the last run that has ended on this server went; <c>null</c> before the first.</summary>
    public JobResult? LastResult { get; init; }

    /// <summary>How long that run took, waiting included.</summary>
    public TimeSpan? LastDuration { get; init; }
}
