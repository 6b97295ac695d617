namespace ScriptWs.Tests;

/// <summary>
/// How long tests wait for something that happens. Only a failure takes that long, so the bound is wide: a machine may be busy with
/// thirty other programs, and a process may need a minute to start there.
/// </summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
}
