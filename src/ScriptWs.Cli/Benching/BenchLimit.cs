namespace ScriptWs.Cli.Benching;

/// <summary>Why a server might do better than a run says.</summary>
internal enum BenchLimit
{
    /// <summary>Nothing is known of one here: what was measured is the server.</summary>
    None,

    /// <summary>The load generator had no processor left.</summary>
    Client,

    /// <summary>This machine had none left, for the load generator and others together.</summary>
    Machine,
}
