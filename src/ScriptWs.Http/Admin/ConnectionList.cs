using System.Globalization;

namespace ScriptWs.Http.Admin;

/// <summary>Who is connected, a page at a time, on all nodes of a cluster.</summary>
internal static class ConnectionList
{
    /// <summary>Rows of one page, of one node at least, and topics shown in all.</summary>
    private const int PageSize = ConnectionQuery.MaxSize, MinSize = 5, MaxAllTopics = 200;

    /// <param name="server">Whose connections.</param>
    /// <param name="search">A part of an id, an address, a user, a path or a topic; empty for all.</param>
    /// <param name="sort"><c>latency</c>, <c>buffered</c>, <c>received</c> or <c>sent</c>, largest first; else by address.</param>
    /// <param name="page">From 0.</param>
    /// <param name="node">The id of a node; empty for all.</param>
    public static async Task<object> FindAsync(ScriptWsServer server, string search, string sort, int page, string node)
    {
        var nodes = server.Cluster?.Nodes ?? [];
        var asked = node.Length == 0 ? nodes.Count : 1;
        var query = new ConnectionQuery
        {
            Search = search,
            Order = sort,
            Page = page,
            Size = Math.Max(MinSize, PageSize / Math.Max(1, asked)), // one page has a share of each node
        };
        var found = await server.FindConnectionsAsync(query, node.Length == 0 ? null : node).ConfigureAwait(false);
        var rows = Sort(found.SelectMany(list => list.Rows.Select(row => (list.Node, Row: row))), sort).ToList();
        return new
        {
            total = found.Sum(list => list.Total),
            matching = found.Sum(list => list.Matching),
            pages = found.Select(list => (list.Matching + query.Size - 1) / query.Size).DefaultIfEmpty().Max(),
            nodes = nodes.Select(one => new { one.Id, one.Name }),
            missing = found.Where(list => list.IsMissing).Select(list => list.Node),
            elsewhere = rows.Count == 0 ? Elsewhere(nodes, search) : null,
            rows = rows.Select(one => Show(one.Row, nodes.Count > 1 ? one.Node : null)),
        };
    }

    public static object Topics(ScriptWsServer server)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var topic in server.Connections.SelectMany(connection => connection.Subscriptions))
            counts[topic] = counts.GetValueOrDefault(topic) + 1;
        var sorted = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MaxAllTopics);
        return new { total = counts.Count, topics = sorted.Select(pair => new { name = pair.Key, subscribers = pair.Value }) };
    }

    /// <summary>
    /// The id of a connection of another node that did not list it, as one of an earlier version: it can be closed and sent to from here.
    /// </summary>
    private static object? Elsewhere(IReadOnlyList<ClusterNodeStatus> nodes, string search)
    {
        if (!Guid.TryParse(search, out var id)) return null;

        var text = id.ToString("D", CultureInfo.InvariantCulture);
        return nodes.Skip(1).FirstOrDefault(node => text.StartsWith(node.Id, StringComparison.Ordinal)) is { } node
            ? new { id, node = node.Name }
            : null;
    }

    private static IEnumerable<(string Node, ListedConnection Row)> Sort(
        IEnumerable<(string Node, ListedConnection Row)> rows, string sort) => sort switch
        {
            "latency" => rows.OrderByDescending(one => one.Row.Latency ?? 0),
            "buffered" => rows.OrderByDescending(one => one.Row.Buffered),
            "received" => rows.OrderByDescending(one => one.Row.Received),
            "sent" => rows.OrderByDescending(one => one.Row.Sent),
            _ => rows.OrderBy(one => one.Row.Address, StringComparer.Ordinal).ThenBy(one => one.Row.Id),
        };

    private static object Show(ListedConnection row, string? node) => new
    {
        row.Id,
        node,
        row.Address,
        row.User,
        row.Path,
        row.Subprotocol,
        row.Topics,
        row.MoreTopics,
        row.Latency,
        row.Buffered,
        row.Received,
        row.Sent,
    };
}
