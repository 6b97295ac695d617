namespace ScriptWs.Supervision;

/// <summary>How a server is.</summary>
/// <param name="State">What it does.</param>
/// <param name="Cause">Why it does not listen; <c>null</c> while it does, or was stopped.</param>
/// <param name="Attempts">Attempts to listen again that have failed since.</param>
public sealed record ServerStatus(ServerState State, string? Cause = null, int Attempts = 0)
{
    internal static ServerStatus Running { get; } = new(ServerState.Running);

    internal static ServerStatus Stopped { get; } = new(ServerState.Stopped);
}
