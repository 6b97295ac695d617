namespace ScriptWs.Configuration;

/// <summary>The section <c>script.rollback</c>: when a new version of a script is taken back.</summary>
public sealed record RollbackOptions
{
    /// <summary>Failed turns that a new version may have; default 5, 0 = any number. With one more it is taken back.</summary>
    [Setting("Failed turns that a new version may have; 0 = any number. With one more it is taken back.")]
    public int Errors { get; init; } = 5;

    /// <summary>The time after going live in which they count; default 10 s.</summary>
    [Setting("The time after going live in which they count.", Minimum = 1)]
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(10);
}
