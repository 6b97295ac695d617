using System.Globalization;

namespace ScriptWs.Http.Admin;

/// <summary>Who is connected, a page at a time.</summary>
internal static class ConnectionList
{
    /// <summary>Rows of one page, topics shown of one connection, and topics shown in all.</summary>
    private const int PageSize = 50, MaxTopics = 8, MaxAllTopics = 200;

    /// <param name="server">Whose connections.</param>
    /// <param name="search">A part of an id, an address, a user, a path or a topic; empty for all.</param>
    /// <param name="sort"><c>latency</c>, <c>buffered</c>, <c>received</c> or <c>sent</c>, largest first; else by address.</param>
    /// <param name="page">From 0.</param>
    public static object Find(ScriptWsServer server, string search, string sort, int page)
    {
        var all = server.Connections;
        List<ScriptWsConnection> matching = [.. all.Where(connection => Matches(connection, search))];
        IEnumerable<ScriptWsConnection> sorted = sort switch
        {
            "latency" => matching.OrderByDescending(connection => connection.Latency ?? TimeSpan.Zero),
            "buffered" => matching.OrderByDescending(connection => connection.BufferedAmount),
            "received" => matching.OrderByDescending(connection => connection.BytesReceived),
            "sent" => matching.OrderByDescending(connection => connection.BytesSent),
            _ => matching.OrderBy(connection => connection.RemoteAddress, StringComparer.Ordinal).ThenBy(connection => connection.Id),
        };
        return new
        {
            total = all.Count,
            matching = matching.Count,
            pages = (matching.Count + PageSize - 1) / PageSize,
            elsewhere = Elsewhere(server, search),
            rows = sorted.Skip(Math.Clamp(page, 0, 1_000_000) * PageSize).Take(PageSize).Select(Row),
        };
    }

    public static object Topics(ScriptWsServer server)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var topic in server.Connections.SelectMany(connection => connection.Subscriptions))
            counts[topic] = counts.GetValueOrDefault(topic) + 1;
        return new { total = counts.Count, topics = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MaxAllTopics).Select(pair => new { name = pair.Key, subscribers = pair.Value }) };
    }

    /// <summary>The id of a connection of another node, where the search is one: it can be closed and sent to from here.</summary>
    private static object? Elsewhere(ScriptWsServer server, string search)
    {
        if (server.Cluster is not { } cluster || !Guid.TryParse(search, out var id)) return null;

        var text = id.ToString("D", CultureInfo.InvariantCulture);
        return cluster.Nodes.Skip(1).FirstOrDefault(node => text.StartsWith(node.Id, StringComparison.Ordinal)) is { } node
            ? new { id, node = node.Name }
            : null;
    }

    private static object Row(ScriptWsConnection connection) => new
    {
        id = connection.Id,
        address = connection.RemoteAddress,
        user = connection.User?.Name,
        connection.Path,
        connection.Subprotocol,
        topics = connection.Subscriptions.Order(StringComparer.Ordinal).Take(MaxTopics),
        moreTopics = Math.Max(0, connection.Subscriptions.Count - MaxTopics),
        latency = connection.Latency is { } latency ? Math.Round(latency.TotalMilliseconds, 2) : (double?)null,
        buffered = connection.BufferedAmount,
        received = connection.BytesReceived,
        sent = connection.BytesSent,
    };

    private static bool Matches(ScriptWsConnection connection, string search)
    {
        return search.Length == 0
            || Has(connection.Id.ToString("D", CultureInfo.InvariantCulture))
            || Has(connection.RemoteAddress)
            || Has(connection.User?.Name)
            || Has(connection.Path)
            || connection.Subscriptions.Any(Has);

        bool Has(string? text) => text?.Contains(search, StringComparison.OrdinalIgnoreCase) ?? false;
    }
}
