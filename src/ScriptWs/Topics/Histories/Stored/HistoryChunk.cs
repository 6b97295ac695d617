using System.Buffers.Binary;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Topics;

/// <summary>Messages of a history that were written together, as bytes: the position before them, then each message.</summary>
internal static class HistoryChunk
{
    private const byte Format = 1;
    private const int HeaderSize = 1 + sizeof(long);
    private const int EntryHeaderSize = sizeof(long) + 1 + sizeof(int);

    public static byte[] Write(IReadOnlyList<HistoryEntry> entries)
    {
        var bytes = new byte[HeaderSize + entries.Sum(entry => EntryHeaderSize + entry.Frame.PayloadLength)];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), entries[0].Previous.Id);
        var rest = bytes.AsSpan(HeaderSize);
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, entry.Id.Id);
            rest[sizeof(long)] = (byte)entry.Frame.Opcode;
            BinaryPrimitives.WriteInt32LittleEndian(rest[(sizeof(long) + 1)..], entry.Frame.PayloadLength);
            entry.Frame.Payload.CopyTo(rest[EntryHeaderSize..]);
            rest = rest[(EntryHeaderSize + entry.Frame.PayloadLength)..];
        }

        return bytes;
    }

    /// <returns>The messages; none for bytes of another format. A history without them declares what is missing.</returns>
    public static List<HistoryEntry> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize || bytes[0] != Format) return [];

        List<HistoryEntry> entries = [];
        var previous = new Position(BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]));
        for (var rest = bytes[HeaderSize..]; rest.Length > 0;)
        {
            if (rest.Length < EntryHeaderSize) return [];

            var id = new Position(BinaryPrimitives.ReadInt64LittleEndian(rest));
            var opcode = (Opcode)rest[sizeof(long)];
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest[(sizeof(long) + 1)..]);
            rest = rest[EntryHeaderSize..];
            if (length < 0 || length > rest.Length || opcode is not (Opcode.Text or Opcode.Binary)) return [];

            entries.Add(new HistoryEntry(id, previous, SharedFrame.Of(opcode, rest[..length]), null));
            previous = id;
            rest = rest[length..];
        }

        return entries;
    }
}
