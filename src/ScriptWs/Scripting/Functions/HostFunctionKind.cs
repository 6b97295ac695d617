namespace ScriptWs.Scripting;

/// <summary>What a script gets of a call.</summary>
internal enum HostFunctionKind
{
    /// <summary>A promise.</summary>
    Promise,

    /// <summary>The value itself.</summary>
    Sync,

    /// <summary>An async iterator.</summary>
    Stream,
}
