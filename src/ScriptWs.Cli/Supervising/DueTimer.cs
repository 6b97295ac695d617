namespace ScriptWs.Cli.Supervising;

/// <summary>One timer for whatever is due next; it knows how late it fired. The owner's lock guards it.</summary>
internal sealed class DueTimer(TimeProvider clock, Action onDue) : IDisposable
{
    private readonly ITimer _timer = clock.CreateTimer(static action => ((Action)action!)(), onDue, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    private long? _due;

    /// <summary>How long ago it was due; <c>null</c> when nothing is, and negative when that is still to come.</summary>
    public TimeSpan? Lateness => _due is { } due ? clock.GetElapsedTime(due) : null;

    /// <param name="time">Until the next is due; <c>null</c> when nothing is.</param>
    public void Set(TimeSpan? time)
    {
        var wait = time is { } some ? (some > TimeSpan.Zero ? some : TimeSpan.Zero) : Timeout.InfiniteTimeSpan;
        _due = time is null ? null : clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
