namespace ScriptWs.Connections;

/// <summary>Where a connection is in its life; it only moves forward.</summary>
internal enum ConnectionState
{
    /// <summary>Messages flow both ways.</summary>
    Open,

    /// <summary>Our Close frame is queued or sent; messages of the client are no longer delivered.</summary>
    Closing,

    /// <summary>The wire is gone.</summary>
    Closed,
}
