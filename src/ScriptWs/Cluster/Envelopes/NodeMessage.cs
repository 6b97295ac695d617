using ScriptWs.Connections;

namespace ScriptWs.Cluster;

/// <summary>A message that leaves for other nodes.</summary>
/// <param name="Frame">The message. Its payload is written once, for all nodes. The default has none: it is no message.</param>
/// <param name="Topic">For its subscribers.</param>
/// <param name="User">For the user's connections.</param>
/// <param name="Only">For these connections.</param>
/// <param name="Except">Not for these connections.</param>
/// <param name="Subprotocol">For connections that speak it.</param>
/// <param name="Entry">What leaves in place of a message; <c>null</c> for a message.</param>
internal readonly record struct NodeMessage(
    SharedFrame Frame,
    string? Topic = null,
    string? User = null,
    IReadOnlyCollection<Guid>? Only = null,
    IReadOnlyCollection<Guid>? Except = null,
    string? Subprotocol = null,
    NodeEntry? Entry = null)
{
    /// <summary>Bytes of its payload.</summary>
    public int Size => Entry?.Body.Length ?? Frame?.PayloadLength ?? 0;
}
