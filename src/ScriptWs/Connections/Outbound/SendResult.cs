namespace ScriptWs.Connections;

/// <summary>What became of one message given to a connection.</summary>
internal enum SendResult
{
    /// <summary>It goes out with the next flush.</summary>
    Sent,

    /// <summary>It is queued, but the client reads slower than we send; <c>onDrain</c> tells when it has caught up.</summary>
    Queued,

    /// <summary>It was dropped: the connection is closing, or <c>limits.maxBufferedAmount</c> is reached.</summary>
    Dropped,
}
