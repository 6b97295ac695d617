using System.Buffers.Binary;
using ScriptWs.Protocol;

namespace ScriptWs.Client;

/// <summary>The header of a server's frame as it came (RFC 6455 §5.2).</summary>
/// <param name="FirstByte">FIN, RSV1 to RSV3, opcode.</param>
/// <param name="IsMasked">Whether the mask bit is set, which no server may do.</param>
/// <param name="Length">Payload bytes; negative when the most significant bit of a 64-bit length is set.</param>
/// <param name="HeaderSize">Bytes of the header.</param>
internal readonly record struct ServerFrame(byte FirstByte, bool IsMasked, long Length, int HeaderSize)
{
    private const int ShortSize = 2;
    private const int MaskBit = 0x80;
    private const int LengthBits = 0x7F;
    private const int Length16 = 126;
    private const int Length64 = 127;

    public Opcode Opcode => (Opcode)(FirstByte & 0x0F);

    public bool IsFinal => (FirstByte & 0x80) != 0;

    /// <summary>RSV1: the message is compressed (RFC 7692 §6).</summary>
    public bool IsCompressed => (FirstByte & 0x40) != 0;

    public bool IsControl => Opcode >= Opcode.Close;

    /// <summary>Whether the length has the shortest form that holds it (RFC 6455 §5.2).</summary>
    public bool IsLengthMinimal => HeaderSize == FrameHeader.Size(Length);

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">From the frame's start.</param>
    /// <param name="frame">The header, when all of it is there.</param>
    /// <returns>Whether it is.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ServerFrame frame)
    {
        frame = default;
        if (bytes.Length < ShortSize) return false;

        var code = bytes[1] & LengthBits;
        var size = code switch { Length16 => ShortSize + sizeof(ushort), Length64 => ShortSize + sizeof(long), _ => ShortSize };
        if (bytes.Length < size) return false;

        var length = code switch
        {
            Length16 => BinaryPrimitives.ReadUInt16BigEndian(bytes[ShortSize..]),
            Length64 => BinaryPrimitives.ReadInt64BigEndian(bytes[ShortSize..]),
            _ => code,
        };
        frame = new ServerFrame(bytes[0], (bytes[1] & MaskBit) != 0, length, size);
        return true;
    }
}
