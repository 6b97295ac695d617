using ScriptWs.Cluster;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Running;

/// <summary>Closes connections, on whichever node they are. Any thread.</summary>
internal sealed class NodeCloses(ConnectionRegistry registry)
{
    private ClusterNode? _node;

    public void Begin(ClusterNode? node) => _node = node;

    /// <returns><c>false</c> when there is no such connection here, and its id names no node that is there.</returns>
    public bool Close(Guid id, CloseStatus status)
    {
        if (registry.Find(id) is { } connection)
        {
            connection.Close(status);
            return true;
        }

        return _node?.PostTo(ConnectionId.NodeOf(id), new CloseEntry(id, status.Code, status.Reason).Write()) ?? false;
    }

    public bool TryReceive(ReadOnlySpan<byte> body)
    {
        if (!CloseEntry.TryRead(body, out var entry) || !CloseArguments.AreValid(entry.Code, entry.Reason)) return false;

        registry.Find(entry.Connection)?.Close(new CloseStatus(entry.Code, entry.Reason));
        return true;
    }
}
