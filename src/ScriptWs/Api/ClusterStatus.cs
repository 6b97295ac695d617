namespace ScriptWs;

/// <summary>A server in its cluster, as it is now.</summary>
/// <param name="Name">The name of the cluster (<c>cluster.name</c>).</param>
/// <param name="Broker">The address of the broker; without its password.</param>
/// <param name="Problem">Why other nodes cannot be reached; <c>null</c> when they can.</param>
/// <param name="Nodes">The nodes that are there; this one is the first.</param>
public sealed record ClusterStatus(string Name, string Broker, string? Problem, IReadOnlyList<ClusterNodeStatus> Nodes);
