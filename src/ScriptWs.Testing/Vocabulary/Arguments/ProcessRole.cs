namespace ScriptWs.Testing.Vocabulary.Arguments;

/// <summary>One of the two processes of a supervised server.</summary>
internal enum ProcessRole
{
    /// <summary>The process that serves clients.</summary>
    Serving,

    /// <summary>The process that starts the other one.</summary>
    Supervising,
}
