namespace ScriptWs.Protocol;

/// <summary>How inflating a piece of a message ended.</summary>
internal enum InflateResult
{
    Fine,

    /// <summary>The bytes are not what RFC 7692 §7.2.1 makes of a message.</summary>
    Damaged,

    /// <summary>The message exceeds the limit.</summary>
    TooBig,
}
