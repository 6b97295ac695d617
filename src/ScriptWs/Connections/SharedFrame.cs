using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>One server frame, encoded once and given to any number of connections; immutable.</summary>
internal sealed class SharedFrame
{
    private SharedFrame(byte[] bytes, int payloadLength) => (Bytes, PayloadLength) = (bytes, payloadLength);

    /// <summary>The frame as it goes over the wire, header included, not compressed.</summary>
    public byte[] Bytes { get; }

    public int PayloadLength { get; }

    public ReadOnlySpan<byte> Payload => Bytes.AsSpan(Bytes.Length - PayloadLength);

    public static SharedFrame Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var frame = Empty(Opcode.Text, length);
        Encoding.UTF8.GetBytes(text, frame.Bytes.AsSpan(frame.Bytes.Length - length));
        return frame;
    }

    public static SharedFrame Of(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var frame = Empty(opcode, payload.Length);
        payload.CopyTo(frame.Bytes.AsSpan(frame.Bytes.Length - payload.Length));
        return frame;
    }

    private static SharedFrame Empty(Opcode opcode, int length)
    {
        var bytes = new byte[FrameHeader.Size(length) + length];
        FrameHeader.Write(bytes, opcode, length);
        return new SharedFrame(bytes, length);
    }
}
