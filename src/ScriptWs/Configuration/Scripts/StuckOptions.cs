namespace ScriptWs.Configuration;

/// <summary>The section <c>script.stuck</c>: what is done about a turn that does not end and cannot be cut off. Times count from its beginning; 0 leaves a step out.</summary>
public sealed record StuckOptions
{
    /// <summary>Until the log says so; default 3 s.</summary>
    [Setting("Until the log says that a turn is stuck; 0 = never.")]
    public TimeSpan Warn { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Until the log says where the script is; default 5 s.</summary>
    [Setting("Until the log says where the script is; 0 = never.")]
    public TimeSpan Stack { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Until its worker gets a new engine and another thread; default 10 s. Connections stay, variables begin anew.</summary>
    [Setting("Until its worker gets a new engine and another thread; connections stay, variables begin anew; 0 = never.")]
    public TimeSpan Replace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until the server says that it cannot be helped; default 30 s. <c>run --supervised</c> then restarts the process.</summary>
    [Setting("Until the server says that it cannot be helped; run --supervised then restarts the process; 0 = never.")]
    public TimeSpan GiveUp { get; init; } = TimeSpan.FromSeconds(30);
}
