using ScriptWs.ClientProtocol;
using ScriptWs.Resumption;

namespace ScriptWs.Connections;

/// <summary>Connections of our own client, and connections that can be resumed: what they have beside what every connection has.</summary>
internal static class ClientConnections
{
    /// <summary>What the subprotocol keeps; <c>null</c> for a connection that speaks another one or none.</summary>
    public static ClientState? Client(this Connection connection) => (connection.Extras as ConnectionExtras)?.Client;

    /// <summary>What is kept of it so that the client can resume it; <c>null</c> where it cannot.</summary>
    public static Resumable? Resumable(this Connection connection) => (connection.Extras as ConnectionExtras)?.Resumable;

    /// <summary>Sends a message of the subprotocol.</summary>
    public static void SendRpc(this Connection connection, ReadOnlySpan<byte> json) => connection.Send(SharedFrame.OfClient(json));

    /// <summary>Gives a new connection what its subprotocol and its token need.</summary>
    /// <param name="connection">The connection, before it opens.</param>
    /// <param name="maxRequests">Requests in flight at most.</param>
    /// <param name="resumable">What keeps it; <c>null</c> where it cannot be resumed.</param>
    public static void Equip(this Connection connection, int maxRequests, Resumable? resumable)
    {
        var client = connection.Subprotocol == ClientSubprotocol.Name ? new ClientState(maxRequests) : null;
        if (client is not null) connection.TopicFormat = ClientTopicFormat.Instance;
        if (client is not null || resumable is not null) connection.Extras = new ConnectionExtras(client, resumable);
    }

    /// <summary>The first message to a client of the subprotocol; nothing for others.</summary>
    public static void Welcome(this Connection connection)
    {
        if (connection.Client() is null) return;

        var resumable = connection.Resumable();
        connection.SendRpc(RpcWriter.Welcome(new RpcWelcome(resumable?.Resumed is not null, resumable?.Token, connection.User?.ExpiresAt)));
    }
}
