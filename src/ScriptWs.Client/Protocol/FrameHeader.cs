using System.Buffers.Binary;

namespace ScriptWs.Protocol;

/// <summary>Writes the header of an unmasked, unfragmented frame: the only kind a server here sends (RFC 6455 §5.1, §5.2).</summary>
internal static class FrameHeader
{
    /// <summary>The longest header of a server: two bytes and a 64-bit length.</summary>
    public const int MaxSize = 10;

    private const byte Fin = 0x80;
    private const byte Rsv1 = 0x40;

    public static int Size(long payloadLength) => payloadLength < 126 ? 2 : payloadLength <= ushort.MaxValue ? 4 : MaxSize;

    /// <returns>The bytes written: <see cref="Size"/> of the length.</returns>
    public static int Write(Span<byte> destination, Opcode opcode, long payloadLength, bool compressed = false)
    {
        destination[0] = (byte)(Fin | (compressed ? Rsv1 : 0) | (byte)opcode);
        switch (payloadLength)
        {
            case < 126:
                destination[1] = (byte)payloadLength;
                return 2;
            case <= ushort.MaxValue:
                destination[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)payloadLength);
                return 4;
            default:
                destination[1] = 127;
                BinaryPrimitives.WriteInt64BigEndian(destination[2..], payloadLength);
                return MaxSize;
        }
    }
}
