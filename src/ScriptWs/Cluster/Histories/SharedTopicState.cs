namespace ScriptWs.Cluster;

/// <summary>What a node has of a history that all nodes share.</summary>
internal enum SharedTopicState
{
    /// <summary>Some of it: the messages that came since it was last complete.</summary>
    Partial,

    /// <summary>It is being read; messages that come meanwhile wait.</summary>
    Reading,

    /// <summary>All that the broker has.</summary>
    Whole,

    /// <summary>It has been let go, because it has no subscribers here.</summary>
    Gone,
}
