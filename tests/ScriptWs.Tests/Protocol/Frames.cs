using System.Buffers.Binary;
using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

/// <summary>Builds frames as a client sends them, right or deliberately wrong.</summary>
internal static class Frames
{
    private static readonly byte[] Key = [0x37, 0xFA, 0x21, 0x3D];

    public static byte[] Text(string text, bool fin = true) => Client(Opcode.Text, Encoding.UTF8.GetBytes(text), fin);

    public static byte[] Binary(byte[] payload, bool fin = true) => Client(Opcode.Binary, payload, fin);

    public static byte[] Continuation(byte[] payload, bool fin = true) => Client(Opcode.Continuation, payload, fin);

    public static byte[] Continuation(string text, bool fin = true) => Continuation(Encoding.UTF8.GetBytes(text), fin);

    public static byte[] Ping(string text = "") => Client(Opcode.Ping, Encoding.UTF8.GetBytes(text));

    public static byte[] Pong(string text = "") => Client(Opcode.Pong, Encoding.UTF8.GetBytes(text));

    public static byte[] Close() => Client(Opcode.Close, []);

    public static byte[] Close(int code, string reason = "") =>
        Client(Opcode.Close, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);

    /// <summary>A frame of a client, masked.</summary>
    public static byte[] Client(Opcode opcode, byte[] payload, bool fin = true, int rsv = 0, byte[]? key = null)
    {
        key ??= Key;
        var first = (byte)((fin ? 0x80 : 0) | (rsv << 4) | (byte)opcode);
        var masked = payload.Select((b, i) => (byte)(b ^ key[i % 4]));
        return [first, .. Length(payload.Length, 0x80), .. key, .. masked];
    }

    /// <summary>A frame of a server, or of a client that forgot to mask.</summary>
    public static byte[] Unmasked(Opcode opcode, byte[] payload, bool fin = true) =>
        [(byte)((fin ? 0x80 : 0) | (byte)opcode), .. Length(payload.Length, 0), .. payload];

    /// <summary>The header alone of a client's frame that announces <paramref name="length"/> bytes.</summary>
    public static byte[] Announcing(Opcode opcode, long length, bool fin = true, int rsv = 0) =>
        [(byte)((fin ? 0x80 : 0) | (rsv << 4) | (byte)opcode), .. Length(length, 0x80), .. Key];

    private static byte[] Length(long length, byte mask)
    {
        if (length < 126) return [(byte)(mask | length)];
        var bytes = new byte[length <= ushort.MaxValue ? 3 : 9];
        bytes[0] = (byte)(mask | (bytes.Length == 3 ? 126 : 127));
        if (bytes.Length == 3) BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(1), (ushort)length);
        else BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), length);
        return bytes;
    }
}
