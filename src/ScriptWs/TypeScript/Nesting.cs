namespace ScriptWs.TypeScript;

/// <summary>The ways from a part of the language back to the whole: a function holds statements, and a parameter an expression.</summary>
internal sealed class Nesting
{
    /// <summary>Reads an expression up to a comma; told whether a colon follows it, as in the middle of a condition.</summary>
    public Action<bool> Expression { get; set; } = static _ => { };

    /// <summary>Reads statements in braces.</summary>
    public Action Block { get; set; } = static () => { };

    /// <summary>Reads a class.</summary>
    public Action Class { get; set; } = static () => { };
}
