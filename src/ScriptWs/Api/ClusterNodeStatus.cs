namespace ScriptWs;

/// <summary>One node of a cluster, as it last showed itself.</summary>
/// <param name="Id">8 hexadecimal digits; the ids of its connections begin with them.</param>
/// <param name="Name">Its name (<c>cluster.node</c>).</param>
/// <param name="Version">The version of ScriptWs.</param>
/// <param name="Scripts">Its scripts with their generations, as in <c>chat.js 3</c>.</param>
/// <param name="Connections">How many connections are open there.</param>
public sealed record ClusterNodeStatus(string Id, string Name, string Version, string Scripts, int Connections)
{
    /// <summary>Processor time of the last second, in percent of one processor; 0 for a node of an earlier version.</summary>
    public int Processor { get; init; }

    /// <summary>Memory, in bytes; 0 for a node of an earlier version.</summary>
    public long Memory { get; init; }
}
