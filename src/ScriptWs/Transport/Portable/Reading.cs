namespace ScriptWs.Transport;

/// <summary>Whether a transport reads, and how its sink's "no" meets the call that takes it back.</summary>
internal static class Reading
{
    public const int Going = 0;
    public const int Paused = 1;

    /// <summary>The sink asked to go on before its "no" had arrived here.</summary>
    public const int ResumeAsked = 2;
}
