namespace ScriptWs.Connections;

/// <summary>What a turn is about.</summary>
internal enum ConnectionEventKind
{
    /// <summary>Something that belongs to no connection: a timer, a call from C#.</summary>
    Work,
    Connect,
    Text,
    Binary,
    Drain,

    /// <summary>The client's Close frame, in its place behind the messages that came before it.</summary>
    ClientClose,

    /// <summary>The client broke a rule; what it sent before is answered first.</summary>
    Failure,

    /// <summary>The WebSocket is closed, one way or another.</summary>
    Disconnect,

    /// <summary>Nothing happened: the connection had its share of this batch and goes on from here.</summary>
    Continue,
}
