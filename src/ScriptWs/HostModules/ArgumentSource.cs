namespace ScriptWs.HostModules;

/// <summary>Where an argument of a method comes from.</summary>
internal enum ArgumentSource
{
    /// <summary>The script passes it.</summary>
    Script,

    /// <summary>The connection whose turn it is; the call fails without one.</summary>
    Connection,

    /// <summary>The connection whose turn it is, or <c>null</c>.</summary>
    ConnectionOrNull,

    /// <summary>The token that ends with the caller.</summary>
    Cancellation,
}
