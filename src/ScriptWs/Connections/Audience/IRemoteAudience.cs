namespace ScriptWs.Connections;

/// <summary>The connections on the other nodes of a cluster. Any thread. No call waits: what is sent leaves later.</summary>
internal interface IRemoteAudience
{
    /// <summary>Sends a frame to the connections of other nodes that the filter includes.</summary>
    void Broadcast(SharedFrame frame, in BroadcastFilter filter);

    /// <summary>Sends a frame to one connection of another node.</summary>
    /// <returns><c>false</c> when its id names no node that is there.</returns>
    bool SendTo(Guid id, SharedFrame frame);

    /// <summary>Sends a frame to all connections of a user on other nodes.</summary>
    void SendToUser(string name, SharedFrame frame);
}
