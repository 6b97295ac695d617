namespace ScriptWs;

/// <summary>What a script gets of a call of a <see cref="ScriptJsonFunction"/>.</summary>
public enum ScriptFunctionKind
{
    /// <summary>A promise.</summary>
    Promise,

    /// <summary>The value itself. The call must complete at once.</summary>
    Sync,

    /// <summary>An async iterator.</summary>
    Stream,
}
