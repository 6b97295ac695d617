using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ScriptWs.Protocol;

/// <summary>The header of a client's frame, checked (RFC 6455 §5.2).</summary>
/// <param name="Opcode">What the frame carries.</param>
/// <param name="IsFinal">FIN: the message's last frame.</param>
/// <param name="IsCompressed">RSV1: the message is compressed (RFC 7692 §6).</param>
/// <param name="Length">Payload bytes.</param>
/// <param name="MaskingKey">The four bytes in the machine's order.</param>
internal readonly record struct ClientFrameHeader(Opcode Opcode, bool IsFinal, bool IsCompressed, long Length, uint MaskingKey)
{
    /// <summary>Two bytes, a 64-bit length, a masking key.</summary>
    public const int MaxSize = 14;

    public bool IsControl => Opcode >= Opcode.Close;

    /// <summary>
    /// Reads a header, or says what is wrong with as much of it as is there. The rules are checked in the order of the
    /// bytes, so that the answer does not depend on how the bytes were split.
    /// </summary>
    /// <param name="bytes">At least one byte, from the frame's start.</param>
    /// <param name="inMessage">Whether a fragmented message is unfinished.</param>
    /// <param name="compression">Whether permessage-deflate was negotiated.</param>
    /// <param name="header">The header, when <paramref name="size"/> is not 0.</param>
    /// <param name="size">The header's bytes; 0 when there are too few.</param>
    public static CloseStatus? Read(
        ReadOnlySpan<byte> bytes, bool inMessage, bool compression, out ClientFrameHeader header, out int size)
    {
        (header, size) = (default, 0);
        if (CheckFirst(bytes[0], inMessage, compression) is { } firstError) return firstError;
        if (bytes.Length < 2) return null;

        var code = bytes[1] & 0x7F;
        if ((bytes[1] & 0x80) == 0) return FrameErrors.NotMasked;
        if (code > 125 && (bytes[0] & 0x08) != 0) return FrameErrors.LongControl;

        var lengthEnd = code switch { 126 => 4, 127 => 10, _ => 2 };
        if (bytes.Length < lengthEnd) return null;
        var length = code switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => code,
        };
        if (length < 0) return FrameErrors.LengthTooLong;
        if (length < 126 && code > 125 || length <= ushort.MaxValue && code == 127) return FrameErrors.LengthNotMinimal;

        if (bytes.Length < lengthEnd + 4) return null;
        size = lengthEnd + 4;
        header = new ClientFrameHeader(
            (Opcode)(bytes[0] & 0x0F), (bytes[0] & 0x80) != 0, (bytes[0] & 0x40) != 0, length, MemoryMarshal.Read<uint>(bytes[lengthEnd..]));
        return null;
    }

    private static CloseStatus? CheckFirst(byte first, bool inMessage, bool compression)
    {
        var opcode = first & 0x0F;
        var isControl = opcode >= 0x8;
        if ((first & (compression ? 0x30 : 0x70)) != 0) return FrameErrors.ReservedBits;
        if (opcode is (> 0x2 and < 0x8) or > 0xA) return FrameErrors.ReservedOpcode;
        if ((first & 0x40) != 0)
        {
            if (isControl) return FrameErrors.CompressedControl;
            if (opcode == 0) return FrameErrors.CompressedContinuation;
        }

        if (isControl) return (first & 0x80) == 0 ? FrameErrors.FragmentedControl : null;
        if (opcode == 0) return inMessage ? null : FrameErrors.NothingToContinue;
        return inMessage ? FrameErrors.MessageUnfinished : null;
    }
}
