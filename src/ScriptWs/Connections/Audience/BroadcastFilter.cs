namespace ScriptWs.Connections;

/// <summary>Which connections a broadcast goes to; the conditions are ANDed. The default is all.</summary>
/// <param name="Topic">Only subscribers of this topic.</param>
/// <param name="Except">Never these.</param>
/// <param name="Only">Only these.</param>
/// <param name="Subprotocol">Only connections that speak this subprotocol.</param>
/// <param name="Sender">Not this one.</param>
internal readonly record struct BroadcastFilter(
    string? Topic = null,
    IReadOnlyCollection<Guid>? Except = null,
    IReadOnlyCollection<Guid>? Only = null,
    string? Subprotocol = null,
    IMember? Sender = null)
{
    public bool Includes(IMember connection) =>
        connection != Sender
        && (Subprotocol is null || Subprotocol == connection.Subprotocol)
        && (Only is null || Only.Contains(connection.Id))
        && (Except is null || !Except.Contains(connection.Id));
}
