namespace ScriptWs.Connections;

/// <summary>Who gets a broadcast; the conditions are ANDed and <paramref name="Except"/> wins.</summary>
/// <param name="Topic">Only subscribers of this topic.</param>
/// <param name="Except">Never these.</param>
/// <param name="Only">Only these.</param>
/// <param name="Subprotocol">Only connections that speak this subprotocol.</param>
internal sealed record BroadcastFilter(
    string? Topic = null,
    IReadOnlyCollection<Guid>? Except = null,
    IReadOnlyCollection<Guid>? Only = null,
    string? Subprotocol = null)
{
    public static readonly BroadcastFilter Everyone = new();

    public bool Includes(Connection connection) =>
        (Subprotocol is null || Subprotocol == connection.Subprotocol)
        && (Only is null || Only.Contains(connection.Id))
        && (Except is null || !Except.Contains(connection.Id));
}
