namespace ScriptWs.Cluster;

/// <summary>Another node of the cluster, as it last showed itself; immutable.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Beat">What it showed.</param>
/// <param name="HeardAt">When, by the clock's timestamp.</param>
/// <param name="Channel">The channel that it alone hears.</param>
internal sealed record KnownNode(uint Number, NodeBeat Beat, long HeardAt, OutboundChannel Channel)
{
    /// <summary>Whether its very first beat was heard: then every envelope of it was meant for this node too.</summary>
    public bool IsKnownFromItsStart { get; init; }
}
