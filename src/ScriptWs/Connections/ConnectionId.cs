using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ScriptWs.Connections;

/// <summary>Ids of connections: random, so that none can be guessed. In a cluster the first 32 bits are the node's number.</summary>
internal static class ConnectionId
{
    private const int Size = 16;

    /// <summary>Ids that are drawn together: the random generator takes as long for many as for one.</summary>
    private const int Batch = 32;

    [ThreadStatic]
    private static byte[]? t_drawn;

    [ThreadStatic]
    private static int t_used;

    /// <param name="node">The number of this node; <c>null</c> outside a cluster.</param>
    public static Guid Create(uint? node = null)
    {
        var id = Draw();
        if (node is { } number) BinaryPrimitives.WriteUInt32LittleEndian(id, number);
        id[7] = (byte)((id[7] & 0x0F) | 0x40); // a version 4 UUID (RFC 9562 §5.4) in Guid's byte order
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id);
    }

    /// <summary>The number of the node that an id was made on, if it was made in a cluster.</summary>
    public static uint NodeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[Size];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private static Span<byte> Draw()
    {
        var drawn = t_drawn ??= new byte[Batch * Size];
        if (t_used % drawn.Length == 0)
        {
            RandomNumberGenerator.Fill(drawn);
            t_used = 0;
        }

        t_used += Size;
        return drawn.AsSpan(t_used - Size, Size);
    }
}
