namespace ScriptWs.Configuration;

/// <summary>The section <c>script.rollback</c>. Automatic rollback of a new script version.</summary>
public sealed record RollbackOptions
{
    /// <summary>Failed turns of a new version. Exceeded: the previous version goes live again. 0 = unlimited. Default: <c>5</c>.</summary>
    [Setting("Failed turns of a new version. Exceeded: the previous version goes live again. 0 = unlimited.")]
    public int Errors { get; init; } = 5;

    /// <summary>Time after going live in which failed turns count. Default: <c>10s</c>.</summary>
    [Setting("Time after going live in which failed turns count.", Minimum = 1)]
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(10);
}
