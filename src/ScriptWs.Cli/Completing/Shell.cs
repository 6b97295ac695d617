namespace ScriptWs.Cli.Completing;

/// <summary>A shell that completes command lines.</summary>
internal enum Shell
{
    /// <summary>GNU Bash, 4 or later.</summary>
    Bash,

    /// <summary>The Z shell.</summary>
    Zsh,

    /// <summary>The friendly interactive shell.</summary>
    Fish,

    /// <summary>PowerShell, 7 or later.</summary>
    Pwsh,
}
