namespace ScriptWs.Scripting;

/// <summary>What a script wants of a file that it imports.</summary>
internal enum ImportKind
{
    /// <summary>A module, which runs.</summary>
    Code,

    /// <summary>A value: <c>with { type: "json" }</c>.</summary>
    Json,

    /// <summary>A string: <c>with { type: "text" }</c>.</summary>
    Text,
}
