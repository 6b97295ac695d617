using System.Text;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Tests;

/// <summary>What a server sent, told as a client would: <c>text "hi"</c>, <c>pong "x"</c>, <c>close 1000 "bye"</c>.</summary>
internal static class ServerFrames
{
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ServerFrameReader(maxMessage: int.MaxValue) { AllowsCompression = true };
        var frames = new List<string>();
        while (reader.TryRead(ref bytes, out var payload))
        {
            Assert.True(reader.IsFrameWhole, "the last frame is cut");
            frames.Add(Tell(reader.Frame.FirstByte, payload));
        }

        Assert.False(reader.IsInFrame, "the last frame is cut");
        return frames;
    }

    private static string Tell(byte first, ReadOnlySpan<byte> payload) => first switch
    {
        0x81 => $"text \"{Encoding.UTF8.GetString(payload)}\"",
        0x82 => $"binary {Convert.ToHexString(payload)}",
        0x88 when ServerMessage.CodeOf(payload) is { } code => $"close {code} \"{Encoding.UTF8.GetString(ServerMessage.ReasonOf(payload))}\"",
        0x88 => "close",
        0x89 => "ping",
        0x8A => $"pong \"{Encoding.UTF8.GetString(payload)}\"",
        _ => $"frame {first:x2} {Convert.ToHexString(payload)}",
    };
}
