namespace ScriptWs.Cluster;

/// <summary>What a message entry holds before its payload, in this order. The numbers are on the wire.</summary>
[Flags]
internal enum MessageFlags : byte
{
    None = 0,

    /// <summary>The payload is binary, and not UTF-8.</summary>
    Binary = 1,

    /// <summary>A topic: for its subscribers.</summary>
    Topic = 2,

    /// <summary>A user's name: for the user's connections.</summary>
    User = 4,

    /// <summary>Ids: for these connections.</summary>
    Only = 8,

    /// <summary>Ids: not for these connections.</summary>
    Except = 16,

    /// <summary>A subprotocol: for connections that speak it.</summary>
    Subprotocol = 32,

    All = Binary | Topic | User | Only | Except | Subprotocol,
}
