using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>
/// What the storage has of a history beside its messages. Each write of the history replaces it, so its version is that of all.
/// </summary>
/// <param name="Topic">The topic.</param>
/// <param name="Last">The position of the last message, or of the beginning.</param>
/// <param name="Size">Bytes of the messages, roughly.</param>
/// <param name="Start">The start of the machine that wrote it.</param>
internal sealed record HistoryHead(string Topic, Position Last, long Size, Guid Start)
{
    private const byte Format = 2;
    private const int StartSize = 16;
    private const int Fixed = 1 + (2 * sizeof(long)) + StartSize;

    public byte[] ToBytes()
    {
        var topic = MemoryMarshal.AsBytes(Topic.AsSpan());
        var bytes = new byte[Fixed + topic.Length];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), Last.Id);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1 + sizeof(long)), Size);
        Start.TryWriteBytes(bytes.AsSpan(Fixed - StartSize));
        topic.CopyTo(bytes.AsSpan(Fixed));
        return bytes;
    }

    /// <returns><c>null</c> for one of another format.</returns>
    public static HistoryHead? TryParse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Fixed || bytes[0] != Format || (bytes.Length - Fixed) % sizeof(char) != 0) return null;

        var last = BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]);
        var size = BinaryPrimitives.ReadInt64LittleEndian(bytes[(1 + sizeof(long))..]);
        var start = new Guid(bytes[(Fixed - StartSize)..Fixed]);
        var topic = new string(MemoryMarshal.Cast<byte, char>(bytes[Fixed..]));
        return last > 0 && size >= 0 ? new HistoryHead(topic, new Position(last), size, start) : null;
    }
}
