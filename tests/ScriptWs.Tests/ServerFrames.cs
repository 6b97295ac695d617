using System.Buffers.Binary;
using System.Text;

namespace ScriptWs.Tests;

/// <summary>What a server sent, told as a client would: <c>text "hi"</c>, <c>pong "x"</c>, <c>close 1000 "bye"</c>.</summary>
internal static class ServerFrames
{
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> bytes)
    {
        var frames = new List<string>();
        while (!bytes.IsEmpty)
        {
            Assert.Equal(0, bytes[1] & 0x80);
            var (length, header) = (bytes[1] & 0x7F) switch
            {
                126 => (BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 4),
                127 => ((int)BinaryPrimitives.ReadInt64BigEndian(bytes[2..]), 10),
                var small => (small, 2),
            };
            frames.Add(Tell(bytes[0], bytes.Slice(header, length)));
            bytes = bytes[(header + length)..];
        }

        return frames;
    }

    private static string Tell(byte first, ReadOnlySpan<byte> payload) => first switch
    {
        0x81 => $"text \"{Encoding.UTF8.GetString(payload)}\"",
        0x82 => $"binary {Convert.ToHexString(payload)}",
        0x88 when payload.IsEmpty => "close",
        0x88 => $"close {BinaryPrimitives.ReadUInt16BigEndian(payload)} \"{Encoding.UTF8.GetString(payload[2..])}\"",
        0x89 => "ping",
        0x8A => $"pong \"{Encoding.UTF8.GetString(payload)}\"",
        _ => $"frame {first:x2} {Convert.ToHexString(payload)}",
    };
}
