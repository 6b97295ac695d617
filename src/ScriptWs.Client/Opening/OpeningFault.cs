namespace ScriptWs.Client;

/// <summary>What is wrong with a 101 (RFC 6455 §4.1).</summary>
internal enum OpeningFault
{
    None,

    /// <summary>Upgrade is not websocket, or Connection does not list upgrade.</summary>
    NotUpgraded,

    /// <summary>Sec-WebSocket-Accept does not answer the key.</summary>
    WrongAccept,

    /// <summary>An extension that was not offered.</summary>
    ForeignExtension,

    /// <summary>A subprotocol that was not offered.</summary>
    ForeignSubprotocol,
}
