namespace ScriptWs.Connections;

/// <summary>What an <see cref="OutboundBuffer"/> takes; it only moves forward.</summary>
internal enum OutboundState
{
    /// <summary>Everything.</summary>
    Open,

    /// <summary>Nothing more: the Close frame is the last (RFC 6455 §5.5.1).</summary>
    Sealed,

    /// <summary>Nothing more: our direction of the wire ends when the rest has gone out.</summary>
    Completed,

    /// <summary>Nothing more: our direction has ended, or the wire is gone.</summary>
    Closed,
}

/// <summary>Whether the wire takes bytes.</summary>
internal enum WireFlow
{
    Free,

    /// <summary>It took less than it was given, and will report when it takes more.</summary>
    Blocked,

    /// <summary>Blocked, and a sender waits to hear that everything has gone out.</summary>
    Awaited,
}
