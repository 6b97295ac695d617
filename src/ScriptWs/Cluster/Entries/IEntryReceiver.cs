namespace ScriptWs.Cluster;

/// <summary>Takes what other nodes send beside messages for connections. On the broker's threads.</summary>
internal interface IEntryReceiver
{
    /// <param name="sender">The number of the node that sent it.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="body">Its bytes, valid during the call only.</param>
    /// <returns><c>false</c> when it cannot be read: it is counted.</returns>
    bool TryReceive(uint sender, EntryKind kind, ReadOnlySpan<byte> body);
}
