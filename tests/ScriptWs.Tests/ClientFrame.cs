using System.Buffers.Binary;
using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests;

/// <summary>Frames as a client sends them: masked, and as wrong as a test wants them.</summary>
internal static class ClientFrame
{
    private static readonly byte[] Mask = [0x37, 0xFA, 0x21, 0x3D];

    public static byte[] Text(string text, bool fin = true) => Of(Opcode.Text, Encoding.UTF8.GetBytes(text), fin);

    public static byte[] Binary(params byte[] bytes) => Of(Opcode.Binary, bytes);

    public static byte[] Ping(string payload = "") => Of(Opcode.Ping, Encoding.UTF8.GetBytes(payload));

    public static byte[] Close() => Of(Opcode.Close, []);

    public static byte[] Close(int code, string reason = "") => Of(Opcode.Close, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);

    public static byte[] Of(Opcode opcode, byte[] payload, bool fin = true, int rsv = 0)
    {
        var frame = new List<byte> { (byte)((fin ? 0x80 : 0) | (rsv << 4) | (int)opcode) };
        switch (payload.Length)
        {
            case < 126:
                frame.Add((byte)(0x80 | payload.Length));
                break;
            case <= ushort.MaxValue:
                frame.Add(0x80 | 126);
                frame.AddRange([(byte)(payload.Length >> 8), (byte)payload.Length]);
                break;
            default:
                frame.Add(0x80 | 127);
                var length = new byte[8];
                BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
                frame.AddRange(length);
                break;
        }

        frame.AddRange(Mask);
        frame.AddRange(payload.Select((b, i) => (byte)(b ^ Mask[i & 3])));
        return [.. frame];
    }
}
