namespace ScriptWs.Testing;

/// <summary>What this end has done to a client's connection.</summary>
internal enum WireState
{
    Plugged,

    /// <summary>As if the cable were pulled; the server is not told.</summary>
    Unplugged,

    HungUp,
}
