namespace ScriptWs.Configuration;

/// <summary>The section <c>script.rollback</c>: when a new version of a script is taken back.</summary>
public sealed record RollbackOptions
{
    /// <summary>Failed turns at which it is; default 0 = never.</summary>
    [Setting("Failed turns at which a new version is taken back; 0 = never.")]
    public int Errors { get; init; }

    /// <summary>The time after going live in which they count; default 10 s.</summary>
    [Setting("The time after going live in which they count.", Minimum = 1)]
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(10);
}
