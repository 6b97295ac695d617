namespace ScriptWs.Configuration;

/// <summary>The section <c>sessions</c>. Lost connections that clients can resume.</summary>
public sealed record ResumptionOptions
{
    /// <summary>
    /// Time that a lost connection can be resumed. Its <c>data</c> and subscriptions are kept in the storage meanwhile. 0 = no
    /// connection can be resumed. Default: <c>0</c>.
    /// </summary>
    [Setting(
        "Time that a lost connection can be resumed. Its `data` and subscriptions are kept in the storage meanwhile. "
        + "0 = no connection can be resumed.",
        Maximum = 604_800_000)]
    public TimeSpan Keep { get; init; }
}
