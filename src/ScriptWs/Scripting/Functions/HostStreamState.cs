namespace ScriptWs.Scripting;

/// <summary>What a stream of C# does.</summary>
internal enum HostStreamState
{
    /// <summary>It waits for a script to ask.</summary>
    Idle,

    /// <summary>A step is under way.</summary>
    Moving,

    /// <summary>It has no more items.</summary>
    Ended,
}
