using System.Text;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Tests;

/// <summary>Frames as a client sends them: masked, and as wrong as a test wants them.</summary>
internal static class ClientFrame
{
    /// <summary>37 FA 21 3D, as in the examples of RFC 6455 §5.7.</summary>
    private const uint Key = 0x3D21FA37;

    public static byte[] Text(string text, bool fin = true) => Of(Opcode.Text, Encoding.UTF8.GetBytes(text), fin);

    public static byte[] Binary(params byte[] bytes) => Of(Opcode.Binary, bytes);

    public static byte[] Ping(string payload = "") => Of(Opcode.Ping, Encoding.UTF8.GetBytes(payload));

    public static byte[] Pong(string payload = "") => Of(Opcode.Pong, Encoding.UTF8.GetBytes(payload));

    public static byte[] Close() => Of(Opcode.Close, []);

    public static byte[] Close(int code, string reason = "") => Of(Opcode.Close, ClientFrames.CloseBody(code, Encoding.UTF8.GetBytes(reason)));

    public static byte[] Of(Opcode opcode, byte[] payload, bool fin = true, int rsv = 0, uint key = Key)
    {
        var frame = new byte[ClientFrames.Size(payload.Length)];
        ClientFrames.Write(frame, new FrameStart(opcode, fin, rsv), payload, key);
        return frame;
    }
}
