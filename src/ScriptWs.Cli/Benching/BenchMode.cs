namespace ScriptWs.Cli.Benching;

/// <summary>What <c>scriptws bench</c> does with its connections.</summary>
internal enum BenchMode
{
    /// <summary>Each connection sends, and waits for its own messages to come back.</summary>
    Echo,

    /// <summary>One connection sends, and all receive.</summary>
    FanOut,
}
