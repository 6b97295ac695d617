using ScriptWs.Cluster;

namespace ScriptWs.Running;

/// <summary>How nodes write lists of connections to each other. A later version adds its fields at the end.</summary>
internal static class ListingFormat
{
    public static byte[] Write(ConnectionQuery query) => new FieldWriter()
        .Text(query.Search).Text(query.Order).Number(Count(query.Page)).Number(Count(query.Size)).Written;

    /// <returns><c>null</c> when the bytes are none.</returns>
    public static ConnectionQuery? ReadQuery(ReadOnlySpan<byte> bytes)
    {
        var fields = new FieldReader(bytes);
        if (!fields.TryText(out var search) || !fields.TryText(out var order)) return null;
        if (!fields.TryNumber(out var page) || !fields.TryNumber(out var size)) return null;

        return new() { Search = search, Order = order, Page = Count(page), Size = Count(size) };
    }

    public static byte[] Write(NodeConnections list)
    {
        var fields = new FieldWriter().Number(Count(list.Total)).Number(Count(list.Matching)).Number(Count(list.Rows.Count));
        foreach (var row in list.Rows) Write(fields, row);
        return fields.Written;
    }

    /// <returns><c>null</c> when the bytes are none.</returns>
    public static NodeConnections? ReadList(string node, ReadOnlySpan<byte> bytes)
    {
        var fields = new FieldReader(bytes);
        if (!fields.TryNumber(out var total) || !fields.TryNumber(out var matching) || !fields.TryNumber(out var count)) return null;

        var rows = new List<ListedConnection>();
        for (; count > 0 && rows.Count < ConnectionQuery.MaxSize; count--)
        {
            if (ReadRow(ref fields) is not { } row) return null;
            rows.Add(row);
        }

        return new() { Node = node, Total = Count(total), Matching = Count(matching), Rows = rows };
    }

    private static void Write(FieldWriter fields, ListedConnection row)
    {
        fields.Rest(row.Id.ToByteArray()).Text(row.Address).Text(row.Path);
        fields.Text(row.User ?? "").Text(row.Subprotocol ?? "").Number(Count(row.Topics.Count));
        foreach (var topic in row.Topics) fields.Text(topic);
        fields.Number(Count(row.MoreTopics)).Long(BitConverter.DoubleToInt64Bits(row.Latency ?? -1));
        fields.Long(row.Buffered).Long(row.Received).Long(row.Sent);
    }

    private static ListedConnection? ReadRow(ref FieldReader fields)
    {
        if (!fields.TryBytes(EnvelopeFormat.IdSize, out var id) || !fields.TryText(out var address)) return null;
        if (!fields.TryText(out var path)) return null;
        if (!fields.TryText(out var user) || !fields.TryText(out var subprotocol) || !fields.TryNumber(out var count)) return null;

        var topics = new List<string>();
        for (; count > 0; count--)
        {
            if (!fields.TryText(out var topic)) return null;
            topics.Add(topic);
        }

        if (!fields.TryNumber(out var moreTopics) || !fields.TryLong(out var latency)) return null;
        if (!fields.TryLong(out var buffered) || !fields.TryLong(out var received) || !fields.TryLong(out var sent)) return null;

        var milliseconds = BitConverter.Int64BitsToDouble(latency);
        return new()
        {
            Id = new Guid(id),
            Address = address,
            Path = path,
            User = user.Length > 0 ? user : null,
            Subprotocol = subprotocol.Length > 0 ? subprotocol : null,
            Topics = topics,
            MoreTopics = Count(moreTopics),
            Latency = double.IsFinite(milliseconds) && milliseconds >= 0 ? milliseconds : null,
            Buffered = buffered,
            Received = received,
            Sent = sent,
        };
    }

    private static uint Count(int number) => (uint)Math.Max(0, number);

    private static int Count(uint number) => (int)Math.Min(number, int.MaxValue);
}
