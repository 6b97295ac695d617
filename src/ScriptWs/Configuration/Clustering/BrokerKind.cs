namespace ScriptWs.Configuration;

/// <summary>What carries a cluster's messages.</summary>
internal enum BrokerKind
{
    /// <summary>Memory of this process: all nodes are servers in it.</summary>
    Memory,

    /// <summary>One server with the Redis protocol, or a Redis Cluster.</summary>
    Redis,

    /// <summary>A primary that Sentinels name.</summary>
    Sentinel,
}
