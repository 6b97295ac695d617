namespace ScriptWs.Connections;

/// <summary>What the handlers know of a connection; it only moves forward. On the worker's turn.</summary>
internal enum HandlerView
{
    Nothing,

    /// <summary><c>onConnect</c> was called.</summary>
    Connected,

    /// <summary><c>onDisconnect</c> was called, or never will be.</summary>
    Disconnected,
}
