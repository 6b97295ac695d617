namespace ScriptWs.Cli;

/// <summary>What the command tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Fine = 0;

    /// <summary>It ran, and failed.</summary>
    public const int Failed = 1;

    /// <summary>The user can fix it: usage, configuration, a taken port.</summary>
    public const int Mendable = 2;

    /// <summary>The supervised process ended again and again.</summary>
    public const int GaveUp = 3;
}
