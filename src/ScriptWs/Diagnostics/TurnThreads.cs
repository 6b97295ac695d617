namespace ScriptWs.Diagnostics;

/// <summary>The threads that run turns. The command gives those of the pool the same stack (ScriptWs.Cli.csproj).</summary>
internal static class TurnThreads
{
    /// <summary>
    /// Bytes of stack. Scripts use a part of it (ScriptStack), and exceptions may need ten times what they used. Memory is
    /// taken for what was used only.
    /// </summary>
    public const int StackSize = 64 << 20;
}
