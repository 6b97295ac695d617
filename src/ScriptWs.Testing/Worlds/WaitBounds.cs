namespace ScriptWs.Testing.Worlds;

/// <summary>
/// How long scenarios wait in real time for what happens. Only a failure takes that long; the bounds are wide, for a machine may be busy
/// with many other programs.
/// </summary>
internal static class WaitBounds
{
    /// <summary>A command of its own starts, is replaced, or ends, in seconds; with what a step needs around it.</summary>
    public const int ProcessStepSeconds = 320;

    /// <summary>A server and its clients in this process react.</summary>
    public static readonly TimeSpan Event = TimeSpan.FromSeconds(20);

    /// <summary>One step, unless it names another bound.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>A command of its own starts, is replaced, or ends.</summary>
    public static readonly TimeSpan Process = TimeSpan.FromSeconds(300);

    /// <summary>A step that exceeds its time and keeps its thread comes back, or is left behind.</summary>
    public static readonly TimeSpan BusyThread = TimeSpan.FromSeconds(60);
}
