namespace ScriptWs;

/// <summary>What a server does on other nodes of its cluster, beside messages.</summary>
public static class ScriptWsClusterExtensions
{
    /// <summary>Begins the closing handshake of one connection, on any node of the cluster (RFC 6455 §7.1.2).</summary>
    /// <param name="server">The server.</param>
    /// <param name="id">The connection.</param>
    /// <param name="code">1000, 1001, 1003, 1007 to 1014 without 1010, or 3000 to 4999.</param>
    /// <param name="reason">At most 123 bytes of UTF-8.</param>
    /// <returns><c>false</c> when there is no such connection, or its node is gone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The code may not be sent (RFC 6455 §7.4).</exception>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    public static bool Close(this ScriptWsServer server, Guid id, int code = 1000, string reason = "")
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Running?.Close(id, CloseArguments.Check(code, reason)) ?? false;
    }
}
