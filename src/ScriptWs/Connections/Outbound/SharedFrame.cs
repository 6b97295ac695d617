using System.Text;
using ScriptWs.ClientProtocol;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>One server frame, encoded once and given to any number of connections; immutable.</summary>
internal sealed class SharedFrame
{
    private byte[]? _deflatedBytes;
    private SharedFrame? _forClient;

    private SharedFrame(Opcode opcode, byte[] bytes, int payloadLength) => (Opcode, Bytes, PayloadLength) = (opcode, bytes, payloadLength);

    public Opcode Opcode { get; }

    /// <summary>The frame as it goes over the wire, header included, not compressed.</summary>
    public byte[] Bytes { get; }

    public int PayloadLength { get; }

    /// <summary>The frame for connections whose messages stand alone; deflated when the first of them needs it.</summary>
    public byte[] DeflatedBytes => _deflatedBytes ?? Interlocked.CompareExchange(ref _deflatedBytes, Deflate(), null) ?? _deflatedBytes;

    /// <summary>The frame for connections of our own client's subprotocol; encoded when the first of them needs it.</summary>
    public SharedFrame ForClient => _forClient ?? Interlocked.CompareExchange(ref _forClient, Envelope(), null) ?? _forClient;

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

    /// <summary>A message of our own client's subprotocol, which needs no other envelope.</summary>
    public static SharedFrame OfClient(ReadOnlySpan<byte> json)
    {
        var frame = Of(Opcode.Text, json);
        frame._forClient = frame;
        return frame;
    }

    private SharedFrame Envelope() => Opcode == Opcode.Text ? Of(Opcode.Text, RpcWriter.Message(Payload)) : this;

    private byte[] Deflate()
    {
        using var deflater = new MessageDeflater(contextTakeover: false);
        var deflated = default(PooledBuffer);
        deflater.Deflate(Payload, ref deflated);
        var bytes = new byte[FrameHeader.Size(deflated.Length) + deflated.Length];
        var header = FrameHeader.Write(bytes, Opcode, deflated.Length, compressed: true);
        deflated.Span.CopyTo(bytes.AsSpan(header));
        deflated.Dispose();
        return bytes;
    }

    private static SharedFrame Empty(Opcode opcode, int length)
    {
        var bytes = new byte[FrameHeader.Size(length) + length];
        FrameHeader.Write(bytes, opcode, length);
        return new SharedFrame(opcode, bytes, length);
    }
}
