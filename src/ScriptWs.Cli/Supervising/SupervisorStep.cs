namespace ScriptWs.Cli.Supervising;

/// <summary>What happens to the process that serves, for those who watch the supervising one.</summary>
internal enum SupervisorStep
{
    Serving,
    Reloading,

    /// <summary>Another is starting while it serves.</summary>
    HandingOver,

    /// <summary>It has ended; clients wait until another serves.</summary>
    Restarting,
    Stopping,
}
