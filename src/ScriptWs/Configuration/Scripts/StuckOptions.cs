namespace ScriptWs.Configuration;

/// <summary>The section <c>script.stuck</c>. Handling of turns that cannot be aborted. Times count from the start of the turn.</summary>
public sealed record StuckOptions
{
    /// <summary>Time until a warning is logged. 0 = never. Default: <c>3s</c>.</summary>
    [Setting("Time until a warning is logged. 0 = never.")]
    public TimeSpan Warn { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Time until the script's position is logged. 0 = never. Default: <c>5s</c>.</summary>
    [Setting("Time until the script's position is logged. 0 = never.")]
    public TimeSpan Stack { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Time until the worker gets a new engine and a new thread. Connections stay open, variables are reset. 0 = never.
    /// Default: <c>10s</c>.
    /// </summary>
    [Setting("Time until the worker gets a new engine and a new thread. Connections stay open, variables are reset. 0 = never.")]
    public TimeSpan Replace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Time until the server reports that it is unrecoverable. <c>run --supervised</c> then restarts the process. 0 = never.
    /// Default: <c>30s</c>.
    /// </summary>
    [Setting("Time until the server reports that it is unrecoverable. `run --supervised` then restarts the process. 0 = never.")]
    public TimeSpan GiveUp { get; init; } = TimeSpan.FromSeconds(30);
}
