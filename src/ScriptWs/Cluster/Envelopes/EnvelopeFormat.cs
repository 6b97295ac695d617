namespace ScriptWs.Cluster;

/// <summary>
/// How nodes write to each other. An envelope is a head and entries:
/// <c>[1 version][4 node][4 sequence]</c>, then <c>[1 kind][varint length][body]</c> for each entry. Numbers are big-endian. A version or a
/// kind that a node does not have is skipped and counted, so that nodes of two versions can be in one cluster.
/// </summary>
internal static class EnvelopeFormat
{
    public const byte Version = 1;

    public const int HeadSize = 9;

    /// <summary>Bytes of a varint of 32 bits at most.</summary>
    public const int MaxVarint = 5;

    /// <summary>Ids in one list at most.</summary>
    public const int MaxIds = 1_000_000;

    public const int IdSize = 16;
}
