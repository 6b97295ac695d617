using ScriptWs.Connections;

namespace ScriptWs.Cluster;

/// <summary>What messages of other nodes are for.</summary>
/// <param name="Registry">The connections of this node.</param>
/// <param name="Nodes">The other nodes.</param>
/// <param name="Histories">The histories of topics; <c>null</c> when no topic of this node has one.</param>
/// <param name="Presence">Who is present; <c>null</c> when no topic of this node has presence.</param>
/// <param name="Others">Takes what is no message; <c>null</c> when nothing does.</param>
internal sealed record InboxTargets(
    ConnectionRegistry Registry, NodeTable Nodes, ClusterHistories? Histories, ClusterPresence? Presence, IEntryReceiver? Others);
