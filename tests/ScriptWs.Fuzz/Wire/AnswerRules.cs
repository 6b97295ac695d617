using System.Buffers.Binary;
using System.Text;

namespace ScriptWs.Fuzz.Wire;

/// <summary>What a server may answer, whatever it was sent.</summary>
internal static class AnswerRules
{
    /// <summary>What may be sent at all (RFC 6455 §7.4): a client's own code and reason come back.</summary>
    private static readonly int[] CloseCodes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014];

    public static bool IsHttp(ReadOnlySpan<byte> answer) => answer.StartsWith("HTTP/1.1 "u8);

    /// <exception cref="FuzzFailureException">It may not.</exception>
    public static void Check(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < 12) return; // cut off by a reset
        if (!IsHttp(answer)) throw new FuzzFailureException($"the answer is no HTTP: {Encoding.Latin1.GetString(answer[..Math.Min(200, answer.Length)])}");

        var status = Encoding.Latin1.GetString(answer.Slice(9, 3));
        if (status is "500" or "502") throw new FuzzFailureException($"the answer is {status}");
        if (status == "101" && answer.IndexOf("\r\n\r\n"u8) is var end and > 0) CheckFrames(answer[(end + 4)..]);
    }

    private static void CheckFrames(ReadOnlySpan<byte> frames)
    {
        while (frames.Length >= 10)
        {
            var opcode = frames[0] & 0x0F;
            if (opcode is not (1 or 2 or 8 or 9 or 10) || (frames[0] & 0x30) != 0 || (frames[1] & 0x80) != 0) throw new FuzzFailureException($"the server sent a frame {frames[0]:x2} {frames[1]:x2}");
            var (header, length) = (frames[1] & 0x7F) switch
            {
                126 => (4, BinaryPrimitives.ReadUInt16BigEndian(frames[2..])),
                127 => (10, BinaryPrimitives.ReadInt64BigEndian(frames[2..])),
                var small => (2, small),
            };
            if (length > frames.Length - header) return; // cut off by a reset
            if (opcode == 8 && length >= 2) CheckClose(frames.Slice(header, (int)length));
            frames = frames[(header + (int)length)..];
        }
    }

    private static void CheckClose(ReadOnlySpan<byte> body)
    {
        int code = BinaryPrimitives.ReadUInt16BigEndian(body);
        if ((!CloseCodes.Contains(code) && code is < 3000 or > 4999) || body[2..].SequenceEqual("script failed"u8)) throw new FuzzFailureException($"the server closed with {code} {Encoding.UTF8.GetString(body[2..])}");
    }
}
