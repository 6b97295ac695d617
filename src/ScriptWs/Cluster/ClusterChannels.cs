using System.Globalization;

namespace ScriptWs.Cluster;

/// <summary>The names of a cluster's channels, and which one a topic is on.</summary>
internal sealed class ClusterChannels(string cluster, int partitions)
{
    /// <summary>What all nodes hear about nodes.</summary>
    public string Nodes => $"{cluster}:nodes";

    /// <summary>The key of what all nodes must agree on.</summary>
    public string AgreementKey => $"{cluster}:partitions";

    /// <summary>The channels that topics are spread over.</summary>
    public IEnumerable<string> Partitions =>
        Enumerable.Range(0, partitions).Select(number => string.Create(CultureInfo.InvariantCulture, $"{cluster}:t:{number}"));

    /// <summary>What one node alone hears.</summary>
    public string OfNode(uint node) => string.Create(CultureInfo.InvariantCulture, $"{cluster}:n:{node:x8}");

    /// <summary>The channel of a topic.</summary>
    public string Of(string topic) => string.Create(CultureInfo.InvariantCulture, $"{cluster}:t:{PartitionOf('t', topic)}");

    /// <summary>The number of the channel of a topic, a user, or (for an empty name) of broadcasts. All nodes must agree on it.</summary>
    public int PartitionOf(char kind, string name)
    {
        // FNV-1a, then mixed, because short names differ in few bits.
        var hash = (2166136261u ^ kind) * 16777619u;
        foreach (var c in name) hash = (hash ^ c) * 16777619u;
        hash ^= hash >> 16;
        return (int)(hash * 0x85EBCA6Bu % (uint)partitions);
    }
}
