using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>All open connections of a server, and, in a cluster, the way to those of other nodes. Any thread.</summary>
internal sealed class ConnectionRegistry : Audience<Connection>
{
    /// <summary>The connections of other nodes; <c>null</c> outside a cluster. Set before the first connection.</summary>
    public IRemoteAudience? Remote { get; set; }

    /// <summary>Sends a frame to the connections of all nodes that the filter includes; those of this node get it first.</summary>
    /// <returns>How many connections of this node took it.</returns>
    public int Publish(SharedFrame frame, in BroadcastFilter filter)
    {
        var count = Broadcast(frame, filter);
        Remote?.Broadcast(frame, filter);
        return count;
    }

    /// <summary>Sends a frame to all connections of a user, on all nodes.</summary>
    /// <returns>How many connections of this node took it.</returns>
    public int SendToUser(string name, SharedFrame frame)
    {
        var count = SendToUserHere(name, frame);
        Remote?.SendToUser(name, frame);
        return count;
    }

    /// <summary>Sends a frame to the user's connections of this node.</summary>
    /// <returns>How many of them took it.</returns>
    public int SendToUserHere(string name, SharedFrame frame) =>
        Users.Of(name).Count(connection => connection.Send(frame) != SendResult.Dropped);

    /// <summary>Sends a message to one connection, on this node or another.</summary>
    /// <returns><c>false</c> when there is no such connection, its node is gone, or the message was dropped here.</returns>
    public bool SendTo(Guid id, Opcode opcode, ReadOnlySpan<byte> payload) => Find(id) is { } connection
        ? connection.Send(payload, opcode) != SendResult.Dropped
        : Remote?.SendTo(id, SharedFrame.Of(opcode, payload)) ?? false;

    /// <inheritdoc cref="SendTo(Guid, Opcode, ReadOnlySpan{byte})"/>
    public bool SendTo(Guid id, string text) => Find(id) is { } connection
        ? connection.Send(text) != SendResult.Dropped
        : Remote?.SendTo(id, SharedFrame.Text(text)) ?? false;

    protected override string? UserOf(Connection connection) => connection.Request.User?.Name;
}
