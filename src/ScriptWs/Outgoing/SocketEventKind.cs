namespace ScriptWs.Outgoing;

/// <summary>What happens to an outgoing WebSocket.</summary>
internal enum SocketEventKind
{
    /// <summary>The opening handshake is done. The text is the subprotocol.</summary>
    Open,

    /// <summary>A text message.</summary>
    Text,

    /// <summary>A binary message.</summary>
    Binary,

    /// <summary>It failed. The text says why; Closed follows.</summary>
    Failed,

    /// <summary>It is closed. The text is the reason.</summary>
    Closed,
}
