namespace ScriptWs.Cli.Supervising;

/// <summary>How supervision ends.</summary>
/// <param name="ExitCode">Of the command; <c>null</c> as long as the process that serves has not said.</param>
/// <param name="Problem">What the user is told; <c>null</c> when all is said.</param>
internal sealed record SupervisorEnd(int? ExitCode, string? Problem);
