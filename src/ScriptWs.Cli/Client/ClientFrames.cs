using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ScriptWs.Cli.Client;

/// <summary>Writes the frames of a client (RFC 6455 §5.2, §5.3).</summary>
internal static class ClientFrames
{
    /// <summary>The most that a control frame may carry (§5.5).</summary>
    public const int MaxControlPayload = 125;

    private const int MaxHeader = 14;
    private const byte Final = 0x80;
    private const byte Masked = 0x80;

    /// <summary>One whole message, or a control frame, behind a mask of its own.</summary>
    public static byte[] Encode(ClientOpcode opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[MaxHeader];
        header[0] = (byte)(Final | (byte)opcode);
        var length = 2;
        switch (payload.Length)
        {
            case <= 125:
                header[1] = (byte)(Masked | payload.Length);
                break;
            case <= ushort.MaxValue:
                header[1] = Masked | 126;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)payload.Length);
                length = 4;
                break;
            default:
                header[1] = Masked | 127;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)payload.Length);
                length = 10;
                break;
        }

        var mask = header.Slice(length, 4);
        RandomNumberGenerator.Fill(mask);
        length += mask.Length;

        var frame = new byte[length + payload.Length];
        header[..length].CopyTo(frame);
        for (var i = 0; i < payload.Length; i++) frame[length + i] = (byte)(payload[i] ^ mask[i & 3]);
        return frame;
    }

    /// <summary>What a Close frame carries (§5.5.1).</summary>
    public static byte[] CloseBody(ushort code, ReadOnlySpan<byte> reason)
    {
        var body = new byte[2 + reason.Length];
        BinaryPrimitives.WriteUInt16BigEndian(body, code);
        reason.CopyTo(body.AsSpan(2));
        return body;
    }
}
