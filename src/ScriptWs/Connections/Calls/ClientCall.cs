using ScriptWs.ClientProtocol;

namespace ScriptWs.Connections;

/// <summary>One request of a client in flight. It is answered once; later answers do nothing. Any thread.</summary>
internal sealed class ClientCall
{
    private readonly byte[] _id;
    private int _isAnswered;

    private ClientCall(Connection connection, byte[] id) => (Connection, _id) = (connection, id);

    public Connection Connection { get; }

    /// <summary>Begins to answer a request.</summary>
    /// <param name="connection">A connection of the subprotocol.</param>
    /// <param name="id">The request's id as JSON.</param>
    /// <returns><c>null</c> when too many are in flight: it is refused then.</returns>
    public static ClientCall? TryBegin(Connection connection, ReadOnlySpan<byte> id)
    {
        if (connection.Client()!.TryBegin()) return new ClientCall(connection, id.ToArray());

        connection.SendRpc(RpcWriter.Error(id, RpcErrors.Busy));
        return null;
    }

    /// <param name="result">The result as JSON.</param>
    public void Succeed(ReadOnlySpan<byte> result)
    {
        if (TryEnd()) Connection.SendRpc(RpcWriter.Result(_id, result));
    }

    public void Fail(RpcError error)
    {
        if (TryEnd()) Connection.SendRpc(RpcWriter.Error(_id, error));
    }

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _isAnswered, 1) != 0) return false;

        Connection.Client()!.End();
        return true;
    }
}
