using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ScriptWs.Connections;

/// <summary>Ids of connections: random, so that none can be guessed. In a cluster the first 32 bits are the node's number.</summary>
internal static class ConnectionId
{
    /// <param name="node">The number of this node; <c>null</c> outside a cluster.</param>
    public static Guid Create(uint? node = null)
    {
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id);
        if (node is { } number) BinaryPrimitives.WriteUInt32LittleEndian(id, number);
        id[7] = (byte)((id[7] & 0x0F) | 0x40); // a version 4 UUID (RFC 9562 §5.4) in Guid's byte order
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id);
    }

    /// <summary>The number of the node that an id was made on, if it was made in a cluster.</summary>
    public static uint NodeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
