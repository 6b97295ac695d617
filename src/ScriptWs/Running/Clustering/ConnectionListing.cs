using System.Globalization;
using ScriptWs.Connections;

namespace ScriptWs.Running;

/// <summary>Lists connections of this node. Nothing that a client sent or could log in with is in the list.</summary>
internal static class ConnectionListing
{
    /// <summary>Topics shown of one connection.</summary>
    public const int MaxTopics = 8;

    /// <summary>Characters of a text; more are cut, so that a page fits into a message between nodes.</summary>
    public const int MaxText = 200;

    private const int MaxPage = 1_000_000;

    public static NodeConnections Find(ConnectionRegistry registry, string node, ConnectionQuery query)
    {
        var all = registry.Snapshot();
        var matching = all.Where(connection => Matches(connection, query.Search)).ToList();
        var size = Math.Clamp(query.Size, 1, ConnectionQuery.MaxSize);
        var page = Sort(matching, query.Order).Skip(Math.Clamp(query.Page, 0, MaxPage) * size).Take(size);
        return new NodeConnections { Node = node, Total = all.Length, Matching = matching.Count, Rows = [.. page.Select(Row)] };
    }

    private static IEnumerable<Connection> Sort(List<Connection> found, string order) => order switch
    {
        "latency" => found.OrderByDescending(connection => connection.Latency ?? TimeSpan.Zero),
        "buffered" => found.OrderByDescending(connection => connection.BufferedAmount),
        "received" => found.OrderByDescending(connection => connection.BytesReceived),
        "sent" => found.OrderByDescending(connection => connection.BytesSent),
        _ => found.OrderBy(connection => connection.Request.RemoteAddress, StringComparer.Ordinal).ThenBy(connection => connection.Id),
    };

    private static ListedConnection Row(Connection connection)
    {
        var topics = connection.Subscriptions.Order(StringComparer.Ordinal).ToList();
        return new ListedConnection
        {
            Id = connection.Id,
            Address = connection.Request.RemoteAddress,
            User = Cut(connection.User?.Name),
            Path = Cut(connection.Request.Path)!,
            Subprotocol = Cut(connection.Subprotocol),
            Topics = [.. topics.Take(MaxTopics).Select(static topic => Cut(topic)!)],
            MoreTopics = Math.Max(0, topics.Count - MaxTopics),
            Latency = connection.Latency is { } latency ? Math.Round(latency.TotalMilliseconds, 2) : null,
            Buffered = connection.BufferedAmount,
            Received = connection.BytesReceived,
            Sent = connection.BytesSent,
        };
    }

    private static string? Cut(string? text) => text?.Length > MaxText ? text[..MaxText] + "…" : text;

    private static bool Matches(Connection connection, string search)
    {
        return search.Length == 0
            || Has(connection.Id.ToString("D", CultureInfo.InvariantCulture))
            || Has(connection.Request.RemoteAddress)
            || Has(connection.User?.Name)
            || Has(connection.Request.Path)
            || connection.Subscriptions.Any(Has);

        bool Has(string? text) => text?.Contains(search, StringComparison.OrdinalIgnoreCase) ?? false;
    }
}
