using System.Runtime.InteropServices;
using System.Text;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

/// <summary>Builds frames as a client sends them, right or deliberately wrong.</summary>
internal static class Frames
{
    public static byte[] Text(string text, bool fin = true) => ClientFrame.Text(text, fin);

    public static byte[] Binary(byte[] payload, bool fin = true) => Client(Opcode.Binary, payload, fin);

    public static byte[] Continuation(byte[] payload, bool fin = true) => Client(Opcode.Continuation, payload, fin);

    public static byte[] Continuation(string text, bool fin = true) => Continuation(Encoding.UTF8.GetBytes(text), fin);

    public static byte[] Ping(string text = "") => ClientFrame.Ping(text);

    public static byte[] Pong(string text = "") => ClientFrame.Pong(text);

    public static byte[] Close() => ClientFrame.Close();

    public static byte[] Close(int code, string reason = "") => ClientFrame.Close(code, reason);

    /// <summary>A frame of a client, masked.</summary>
    public static byte[] Client(Opcode opcode, byte[] payload, bool fin = true, int rsv = 0, byte[]? key = null) =>
        key is null ? ClientFrame.Of(opcode, payload, fin, rsv) : ClientFrame.Of(opcode, payload, fin, rsv, MemoryMarshal.Read<uint>(key));

    /// <summary>A frame of a server, or of a client that forgot to mask.</summary>
    public static byte[] Unmasked(Opcode opcode, byte[] payload, bool fin = true) =>
        ClientFrames.Encode(new FrameStart(opcode, fin, IsMasked: false), payload);

    /// <summary>The header alone of a client's frame that announces <paramref name="length"/> bytes.</summary>
    public static byte[] Announcing(Opcode opcode, long length, bool fin = true, int rsv = 0)
    {
        var header = new byte[FrameHeader.Size(length)];
        FrameHeader.Write(header, opcode, length);
        header[0] = new FrameStart(opcode, fin, rsv).FirstByte;
        header[1] |= 0x80;
        return [.. header, 0x37, 0xFA, 0x21, 0x3D];
    }
}
