using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Client;

/// <summary>Every way in which a server's frames can be wrong, and the clause that a client names.</summary>
public sealed class BadServerFrameTests
{
    private const int Limit = 1024;

    [Theory]
    [InlineData("A10141", 1002, "it set a reserved bit that no extension was agreed for (RFC 6455 §5.2)")]
    [InlineData("910141", 1002, "it set a reserved bit that no extension was agreed for (RFC 6455 §5.2)")]
    [InlineData("C10141", 1002, "it set a reserved bit that no extension was agreed for (RFC 6455 §5.2)")]
    [InlineData("81810000000041", 1002, "it masked a frame (RFC 6455 §5.1)")]
    [InlineData("8300", 1002, "it sent a frame with the reserved opcode 3 (RFC 6455 §5.2)")]
    [InlineData("8F00", 1002, "it sent a frame with the reserved opcode 15 (RFC 6455 §5.2)")]
    [InlineData("0900", 1002, "it sent a control frame that is fragmented or longer than 125 bytes (RFC 6455 §5.5)")]
    [InlineData("897E0080", 1002, "it sent a control frame that is fragmented or longer than 125 bytes (RFC 6455 §5.5)")]
    [InlineData("8000", 1002, "it mixed up the fragments of a message (RFC 6455 §5.4)")]
    [InlineData("01014181", 1002, "it mixed up the fragments of a message (RFC 6455 §5.4)", "00")]
    [InlineData("817E007D", 1002, "it wrote a length in more bytes than it needs (RFC 6455 §5.2)")]
    [InlineData("817F000000000000FFFF", 1002, "it wrote a length in more bytes than it needs (RFC 6455 §5.2)")]
    [InlineData("817FFFFFFFFFFFFFFFFF", 1002, "it wrote a length of more than 63 bits (RFC 6455 §5.2)")]
    [InlineData("817E0401", 1009, "it sent a message of more than 1024 bytes (RFC 6455 §7.4.1)")]
    [InlineData("01014180", 1009, "it sent a message of more than 1024 bytes (RFC 6455 §7.4.1)", "7E0400")]
    [InlineData("880103", 1002, "it sent half a status code (RFC 6455 §5.5.1)")]
    [InlineData("880203E7", 1002, "it closed with 999, which may not be sent (RFC 6455 §7.4)")]
    [InlineData("880203ED", 1002, "it closed with 1005, which may not be sent (RFC 6455 §7.4)")]
    [InlineData("880303E8FF", 1007, "it sent text that is not UTF-8 (RFC 6455 §8.1)")]
    [InlineData("8101FF", 1007, "it sent text that is not UTF-8 (RFC 6455 §8.1)")]
    [InlineData("0101C3", 1007, "it sent text that is not UTF-8 (RFC 6455 §8.1)", "800141")]
    public void Frame_ThatIsWrong_IsRefusedWithItsClause(string hex, int code, string expected, string more = "") =>
        AssertFault(null, hex + more, code, expected);

    [Theory]
    [InlineData("C900", 1002, "it marked a frame as compressed that begins no message (RFC 7692 §6.1)")]
    [InlineData("010141C00141", 1002, "it marked a frame as compressed that begins no message (RFC 7692 §6.1)")]
    [InlineData("A10141", 1002, "it set a reserved bit that no extension was agreed for (RFC 6455 §5.2)")]
    [InlineData("C103FFFFFF", 1007, "it sent compressed data that is damaged (RFC 7692 §7.2.2)")]
    public void CompressedFrame_ThatIsWrong_IsRefusedWithItsClause(string hex, int code, string expected) =>
        AssertFault(new MessageInflater(contextTakeover: true), hex, code, expected);

    [Fact]
    public void CompressedMessage_ThatInflatesBeyondTheLimit_IsRefused()
    {
        using var deflater = new MessageDeflater(contextTakeover: false);
        var payload = default(PooledBuffer);
        deflater.Deflate(new byte[Limit + 1], ref payload);
        var frame = ClientFrames.Encode(new FrameStart(Opcode.Binary, Reserved: 4, IsMasked: false), payload.Span);
        payload.Dispose();

        var inflater = new MessageInflater(contextTakeover: false);
        AssertFault(inflater, Convert.ToHexString(frame), 1009, "it sent a message of more than 1024 bytes (RFC 6455 §7.4.1)");
    }

    private static void AssertFault(MessageInflater? inflater, string hex, int code, string expected)
    {
        using var reader = new ServerMessageReader(Limit, inflater);

        var fault = Assert.Throws<ServerFaultException>(() =>
        {
            ReadOnlySpan<byte> bytes = Convert.FromHexString(hex);
            while (reader.TryRead(ref bytes, out _))
            {
                // A right frame may come before the wrong one.
            }
        });

        Assert.Equal((code, expected), (fault.Fault.Code, fault.Message));
    }
}
