using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ScriptWs.Protocol;

namespace ScriptWs.Client;

/// <summary>Writes the frames of a client (RFC 6455 §5.2, §5.3). Only <see cref="Encode"/>, for single frames, allocates.</summary>
internal static class ClientFrames
{
    /// <summary>The longest header of a client: a server's, and a masking key.</summary>
    public const int MaxHeaderSize = FrameHeader.MaxSize + KeySize;

    /// <summary>The longest payload of a control frame (RFC 6455 §5.5).</summary>
    public const int MaxControlPayload = 125;

    private const int KeySize = sizeof(uint);
    private const byte MaskBit = 0x80;

    /// <summary>The bytes of a frame with this payload.</summary>
    public static int Size(int payloadLength, bool isMasked = true) =>
        FrameHeader.Size(payloadLength) + (isMasked ? KeySize : 0) + payloadLength;

    /// <summary>Writes one frame behind a masking key of its own, which no script or page can foresee (RFC 6455 §10.3).</summary>
    /// <returns>The bytes written: <see cref="Size"/> of the payload.</returns>
    public static int Write(Span<byte> destination, FrameStart start, ReadOnlySpan<byte> payload)
    {
        uint key = 0;
        if (start.IsMasked) RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<uint>(ref key)));
        return Write(destination, start, payload, key);
    }

    /// <inheritdoc cref="Write(Span{byte}, FrameStart, ReadOnlySpan{byte})"/>
    public static void Write(IBufferWriter<byte> output, FrameStart start, ReadOnlySpan<byte> payload)
    {
        var size = Size(payload.Length, start.IsMasked);
        output.Advance(Write(output.GetSpan(size), start, payload));
    }

    /// <summary>Writes one frame behind a given key: for frames that must be the same each time.</summary>
    /// <param name="destination">At least <see cref="Size"/> of the payload.</param>
    /// <param name="start">What the frame says of itself, right or wrong.</param>
    /// <param name="payload">Not masked yet.</param>
    /// <param name="key">The four bytes of the masking key in the machine's order.</param>
    /// <returns>The bytes written.</returns>
    public static int Write(Span<byte> destination, FrameStart start, ReadOnlySpan<byte> payload, uint key)
    {
        var length = FrameHeader.Write(destination, start.Opcode, payload.Length);
        destination[0] = start.FirstByte;
        if (!start.IsMasked)
        {
            payload.CopyTo(destination[length..]);
            return length + payload.Length;
        }

        destination[1] |= MaskBit;
        MemoryMarshal.Write(destination[length..], in key);
        length += KeySize;
        var masked = destination.Slice(length, payload.Length);
        payload.CopyTo(masked);
        Masking.Apply(masked, key);
        return length + payload.Length;
    }

    /// <summary>One whole frame in an array of its own.</summary>
    public static byte[] Encode(FrameStart start, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[Size(payload.Length, start.IsMasked)];
        Write(frame, start, payload);
        return frame;
    }

    /// <summary>The body of a Close frame (RFC 6455 §5.5.1); empty without a code.</summary>
    public static byte[] CloseBody(int? code, ReadOnlySpan<byte> reason)
    {
        if (code is not { } status) return [];

        var body = new byte[sizeof(ushort) + reason.Length];
        BinaryPrimitives.WriteUInt16BigEndian(body, (ushort)status);
        reason.CopyTo(body.AsSpan(sizeof(ushort)));
        return body;
    }
}
