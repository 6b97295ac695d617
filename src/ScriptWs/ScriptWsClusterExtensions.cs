using System.Globalization;

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

    /// <summary>Lists connections of all nodes of the cluster, a page of each. Outside a cluster this server is the only node.</summary>
    /// <param name="server">The server.</param>
    /// <param name="query">Which connections, and which page.</param>
    /// <param name="node">The id of the node that alone is asked (<see cref="ClusterNodeStatus.Id"/>); <c>null</c> for all.</param>
    /// <returns>
    /// The pages, this node's first. A node that does not answer within 2 seconds is missing. Empty while the server is stopped, and
    /// when there is no such node.
    /// </returns>
    public static async Task<IReadOnlyList<NodeConnections>> FindConnectionsAsync(
        this ScriptWsServer server, ConnectionQuery query, string? node = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(query);
        uint number = 0;
        if (node is not null && !uint.TryParse(node, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)) return [];

        return server.Running is { } running
            ? await running.Membership.Listings.FindAsync(query, node is null ? null : number).ConfigureAwait(false)
            : [];
    }
}
