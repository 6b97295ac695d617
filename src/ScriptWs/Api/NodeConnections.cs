namespace ScriptWs;

/// <summary>A page of the connections of one node.</summary>
public sealed class NodeConnections
{
    /// <summary>The node's name (<c>cluster.node</c>).</summary>
    public string Node { get; init; } = "";

    /// <summary>Whether the node did not answer in time; the rest is empty then.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Open connections of the node.</summary>
    public int Total { get; init; }

    /// <summary>Those that match the query.</summary>
    public int Matching { get; init; }

    /// <summary>The page.</summary>
    public IReadOnlyList<ListedConnection> Rows { get; init; } = [];
}
