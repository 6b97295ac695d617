namespace ScriptWs.Configuration;

/// <summary>The section <c>presence</c>. Who is present in topics whose rule has <c>presence</c>.</summary>
public sealed record PresenceOptions
{
    /// <summary>
    /// Time that a client has to come back when its node stops or restarts, before the other nodes count it as gone. Default:
    /// <c>5s</c>.
    /// </summary>
    [Setting(
        "Time that a client has to come back when its node stops or restarts, before the other nodes count it as gone.",
        Maximum = 300_000)]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
