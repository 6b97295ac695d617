namespace ScriptWs.Scripting;

/// <summary>A job at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schedule">Its schedule, as the script writes it.</param>
/// <param name="Next">When it runs next; <c>null</c> for never.</param>
/// <param name="Last">When its last run began; <c>null</c> before the first.</param>
/// <param name="IsRunning">Whether that run has not ended.</param>
/// <param name="Succeeded">How the last run that has ended went; <c>null</c> before the first.</param>
/// <param name="Took">How long that one took.</param>
internal sealed record JobState(
    string Name, string Schedule, DateTimeOffset? Next, DateTimeOffset? Last, bool IsRunning, bool? Succeeded, TimeSpan? Took);
