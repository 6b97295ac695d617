using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class CompressedMessageTests
{
    private const string Damaged = "failure 1007 \"compressed data is damaged\"";

    [Theory]
    [InlineData("F248CDC9C90700")] // RFC 7692 §7.2.3.1
    [InlineData("000500FAFF48656C6C6F00")] // §7.2.3.3: a block without compression
    [InlineData("F348CDC9C9070000")] // §7.2.3.4: a final block, then the empty one
    [InlineData("F348CDC9C90700")] // the same without the empty one
    [InlineData("F248050000 00FFFFCAC9C90700")] // §7.2.3.5: two blocks
    public void Message_OfTheRfc_IsInflated(string hex)
    {
        var frame = Compressed(hex);

        Assert.Equal(["text \"Hello\""], Read(frame));
        Assert.Equal(["text \"Hello\""], Read(frame.ByteByByte()));
    }

    [Fact]
    public void Fragments_OfOneCompressedMessage_AreInflated() =>
        Assert.Equal(["text \"Hello\""], Read(Compressed("F248CD", fin: false), Frames.Continuation(Convert.FromHexString("C9C90700"))));

    [Fact]
    public void ContextTakeover_LetsAMessageReferToTheLast() =>
        Assert.Equal(["text \"Hello\"", "text \"Hello\""], Read(Compressed("F248CDC9C90700"), Compressed("F200110000")));

    [Fact]
    public void WithoutContextTakeover_AReferenceToTheLastMessageIsDamage()
    {
        var handler = Reading.Handler(Reading.Limits, new MessageInflater(contextTakeover: false), Compressed("F248CDC9C90700"), Compressed("F200110000"));

        Assert.Equal(["text \"Hello\"", Damaged], handler.Events);
    }

    [Fact]
    public void MessageAfterAFinalBlock_IsInflated() =>
        Assert.Equal(["text \"Hello\"", "text \"Hello\""], Read(Compressed("F348CDC9C9070000"), Compressed("F248CDC9C90700")));

    [Theory]
    [InlineData("F348CDC9C907000000")]
    [InlineData("F348CDC9C9070001")]
    [InlineData("F348CDC9C907000000000000")]
    public void Bytes_AfterAFinalBlock_AreDamage(string hex)
    {
        Assert.Equal([Damaged], Read(Compressed(hex)));
        Assert.Equal([Damaged], Read(Compressed(hex).ByteByByte()));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("")]
    public void EmptyMessage_IsInflated(string hex) =>
        Assert.Equal(["text \"\"", "text \"Hello\""], Read(Compressed(hex), Compressed("F248CDC9C90700")));

    [Fact]
    public void UncompressedMessages_BetweenCompressedOnes_AreDelivered() =>
        Assert.Equal(["text \"Hello\"", "text \"x\"", "text \"Hello\""], Read(Compressed("F248CDC9C90700"), Frames.Text("x"), Compressed("F200110000")));

    [Fact]
    public void BlockOfAReservedType_IsDamage() => Assert.Equal([Damaged], Read(Compressed("07")));

    [Fact]
    public void Bomb_IsStoppedAtTheLimit()
    {
        var bomb = Deflate(new byte[50_000_000]);

        Assert.Equal(["failure 1009 \"message exceeds 1 MiB\""], Read(Frames.Client(Opcode.Binary, bomb, rsv: 4)));
    }

    [Fact]
    public void CompressedMessage_OfExactlyTheLimit_IsDelivered()
    {
        var payload = new byte[1 << 20];

        var handler = Reading.Handler(Reading.Limits, new MessageInflater(true), Frames.Client(Opcode.Binary, Deflate(payload), rsv: 4));

        Assert.Equal(payload, Assert.Single(handler.Payloads));
    }

    [Fact]
    public void Announcement_OfMoreThanAnyUsefulCompression_IsTooBig() =>
        Assert.Equal(
            ["failure 1009 \"message exceeds 1 MiB\""],
            Read(Frames.Announcing(Opcode.Binary, 2 * (1 << 20) + 1025, rsv: 4)));

    [Fact]
    public void ImpossibleByte_InAnUnfinishedCompressedText_FailsAtOnce() =>
        Assert.Equal(["failure 1007 \"text is not UTF-8\""], Read(Frames.Client(Opcode.Text, [.. Deflate([0xC0]), 0, 0, 0xFF, 0xFF], fin: false, rsv: 4)));

    [Theory]
    [InlineData(4, false, "failure 1002 \"RFC 6455 §5.2: reserved bits are set without an extension\"")]
    [InlineData(2, true, "failure 1002 \"RFC 6455 §5.2: reserved bits are set without an extension\"")]
    [InlineData(1, true, "failure 1002 \"RFC 6455 §5.2: reserved bits are set without an extension\"")]
    public void ReservedBits_NotAgreedOn_Fail(int rsv, bool negotiated, string failure)
    {
        var handler = Reading.Handler(Reading.Limits, negotiated ? new MessageInflater(true) : null, Frames.Client(Opcode.Text, [0], rsv: rsv));

        Assert.Equal([failure], handler.Events);
    }

    [Fact]
    public void Rsv1_OnAContinuation_Fails() =>
        Assert.Equal(
            ["failure 1002 \"RFC 7692 §6.1: only a message's first frame may be marked as compressed\""],
            Read(Compressed("F248CD", fin: false), Frames.Client(Opcode.Continuation, [0], rsv: 4)));

    [Fact]
    public void Rsv1_OnAControlFrame_Fails() =>
        Assert.Equal(
            ["failure 1002 \"RFC 7692 §6.1: a control frame is marked as compressed\""], Read(Frames.Client(Opcode.Ping, [], rsv: 4)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Deflated_ThenInflated_IsTheSame(bool contextTakeover)
    {
        using var deflater = new MessageDeflater(contextTakeover);
        var messages = Enumerable.Range(0, 60).Select(i => new string((char)('a' + i % 7), i * i * 13)).ToArray();
        var frames = messages.Select(m => Frames.Client(Opcode.Text, Deflate(Encoding.UTF8.GetBytes(m), deflater), rsv: 4)).ToArray();

        var handler = Reading.Handler(Reading.Limits, new MessageInflater(contextTakeover), frames);

        Assert.Equal(messages.Select(m => $"text \"{m}\""), handler.Events);
    }

    [Fact]
    public void Deflater_WithContextTakeover_RepeatsInFewBytes()
    {
        using var deflater = new MessageDeflater(contextTakeover: true);
        var message = Encoding.UTF8.GetBytes("{\"kind\":\"position\",\"x\":12.5,\"y\":99.25}");

        var first = Deflate(message, deflater);
        var second = Deflate(message, deflater);

        Assert.True(second.Length < first.Length / 2, $"{first.Length}, then {second.Length} bytes");
    }

    [Fact]
    public void Deflater_WithoutContextTakeover_RepeatsTheSameBytes()
    {
        using var deflater = new MessageDeflater(contextTakeover: false);
        var message = Encoding.UTF8.GetBytes("hello, hello, hello");

        Assert.Equal(Deflate(message, deflater), Deflate(message, deflater));
    }

    /// <summary>Encoders are kept for other connections, whose clients know nothing of earlier messages.</summary>
    [Fact]
    public async Task DeflatersWithoutContextTakeover_OfManyThreads_WriteMessagesThatStandAlone()
    {
        Assert.True(StandaloneDeflater.IsAvailable);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(static seed => Task.Run(
            () =>
            {
                var random = new Random(seed);
                using var deflater = new MessageDeflater(contextTakeover: false);
                var known = Bytes(random, 40_000);
                for (var i = 0; i < 200; i++)
                {
                    // Parts of earlier messages, which an encoder that remembers would refer to; or noise, which gets longer.
                    var payload = random.Next(3) == 0
                        ? Bytes(random, random.Next(1, 70_000))
                        : known.AsSpan(random.Next(20_000), random.Next(1, 20_000)).ToArray();
                    using var inflater = new MessageInflater(contextTakeover: false);
                    var inflated = default(PooledBuffer);

                    var result = inflater.Inflate(Deflate(payload, deflater), isLast: true, ref inflated, payload.Length);

                    Assert.Equal(InflateResult.Fine, result);
                    Assert.Equal(payload, inflated.Span);
                    inflated.Dispose();
                }
            },
            TestContext.Current.CancellationToken)));
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    [Fact]
    public void Deflater_OfNothing_WritesTheEmptyBlock() => Assert.Equal([0x00], Deflate([]));

    private static byte[] Compressed(string hex, bool fin = true) =>
        Frames.Client(Opcode.Text, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), fin, rsv: 4);

    private static List<string> Read(params byte[][] chunks) => Reading.Handler(Reading.Limits, new MessageInflater(true), chunks).Events;

    private static byte[] Deflate(byte[] payload)
    {
        using var deflater = new MessageDeflater(contextTakeover: false);
        return Deflate(payload, deflater);
    }

    private static byte[] Deflate(byte[] payload, MessageDeflater deflater)
    {
        var output = default(PooledBuffer);
        deflater.Deflate(payload, ref output);
        var bytes = output.Span.ToArray();
        output.Dispose();
        return bytes;
    }
}
