namespace ScriptWs.Cluster;

/// <summary>Who is told about a change of members.</summary>
internal enum ChangeAudience
{
    /// <summary>The scripts of all nodes.</summary>
    All,

    /// <summary>The scripts of other nodes: they were told that the member had left.</summary>
    Others,

    /// <summary>None: it is written again.</summary>
    None,
}
