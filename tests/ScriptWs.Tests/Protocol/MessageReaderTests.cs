using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class MessageReaderTests
{
    [Fact]
    public void Text_InOneFrame_IsDelivered() => Assert.Equal(["text \"Hello\""], Reading.Events(Frames.Text("Hello")));

    [Fact]
    public void Binary_InOneFrame_IsDelivered() => Assert.Equal(["binary 00FF"], Reading.Events(Frames.Binary([0, 255])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(100_003)]
    public void Message_OfAnyLengthForm_IsUnmasked(int length)
    {
        var payload = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();

        var handler = Reading.Handler(Reading.Limits, null, Frames.Binary(payload));

        Assert.Equal(payload, Assert.Single(handler.Payloads));
    }

    [Fact]
    public void Message_SplitByByte_IsDeliveredOnce() =>
        Assert.Equal(["text \"Grüße\""], Reading.Events(Frames.Text("Grüße").ByteByByte()));

    [Fact]
    public void Frames_InOneRead_AreDeliveredInOrder()
    {
        byte[] bytes = [.. Frames.Text("a"), .. Frames.Ping("b"), .. Frames.Binary([1]), .. Frames.Pong("c"), .. Frames.Close(1000, "d")];

        Assert.Equal(["text \"a\"", "ping 62", "binary 01", "pong 63", "close 1000 \"d\""], Reading.Events(bytes));
    }

    [Fact]
    public void Fragments_WithControlFramesBetween_MakeOneMessage()
    {
        byte[][] chunks = [Frames.Text("a", fin: false), Frames.Ping("p"), Frames.Continuation("b", fin: false), Frames.Pong(), Frames.Continuation("c")];

        Assert.Equal(["ping 70", "pong ", "text \"abc\""], Reading.Events(chunks));
    }

    [Fact]
    public void Fragments_CutInsideACharacter_MakeOneText()
    {
        var text = Encoding.UTF8.GetBytes("€");

        var events = Reading.Events(Frames.Client(Opcode.Text, text[..1], fin: false), Frames.Continuation(text[1..2], fin: false), Frames.Continuation(text[2..]));

        Assert.Equal(["text \"€\""], events);
    }

    [Fact]
    public void Fragments_OfNothing_MakeAnEmptyMessage() =>
        Assert.Equal(["text \"\""], Reading.Events(Frames.Text("", fin: false), Frames.Continuation("", fin: false), Frames.Continuation("")));

    [Fact]
    public void NewMessage_AfterAFragmentedOne_IsDelivered() =>
        Assert.Equal(["binary 0102", "text \"x\""], Reading.Events(Frames.Binary([1], fin: false), Frames.Continuation([2]), Frames.Text("x")));

    [Fact]
    public void Close_WithoutABody_HasNoStatus() => Assert.Equal(["close 1005 \"\""], Reading.Events(Frames.Close()));

    [Fact]
    public void Bytes_AfterAClose_AreIgnored() =>
        Assert.Equal(["close 1000 \"\""], Reading.Events([.. Frames.Close(1000), .. Frames.Text("late")], Frames.Text("later")));

    [Fact]
    public void Bytes_AfterAFailure_AreIgnored() =>
        Assert.Equal(
            ["failure 1002 \"RFC 6455 §5.1: a client's frame is not masked\""],
            Reading.Events(Frames.Unmasked(Opcode.Text, [1]), Frames.Text("late")));

    [Fact]
    public void Messages_BeforeAFailure_AreDelivered() =>
        Assert.Equal(
            ["text \"first\"", "failure 1002 \"RFC 6455 §5.2: the opcode is reserved\""],
            Reading.Events([.. Frames.Text("first"), .. Frames.Client((Opcode)3, [])]));

    [Fact]
    public void ImpossibleByte_InAnUnfinishedFrame_FailsAtOnce()
    {
        var frame = Frames.Client(Opcode.Text, [(byte)'a', 0xC0, (byte)'b', (byte)'c']);

        Assert.Equal(["failure 1007 \"text is not UTF-8\""], Reading.Events(frame[..^2]));
    }

    [Fact]
    public void ImpossibleByte_InAnUnfinishedMessage_FailsAtOnce() =>
        Assert.Equal(
            ["failure 1007 \"text is not UTF-8\""],
            Reading.Events(Frames.Client(Opcode.Text, [0xF4], fin: false), Frames.Continuation([0x90], fin: false)));

    [Fact]
    public void Text_EndingInsideACharacter_IsNotUtf8() =>
        Assert.Equal(["failure 1007 \"text is not UTF-8\""], Reading.Events(Frames.Client(Opcode.Text, [0xE2, 0x82])));

    [Fact]
    public void ReservedOpcode_InTheFirstByte_FailsAtOnce() =>
        Assert.Equal(["failure 1002 \"RFC 6455 §5.2: the opcode is reserved\""], Reading.Events([0x83]));

    [Fact]
    public void Announcement_OverTheLimit_FailsBeforeThePayload() =>
        Assert.Equal(["failure 1009 \"message exceeds 1 MiB\""], Reading.Events(Frames.Announcing(Opcode.Binary, (1 << 20) + 1)));

    [Fact]
    public void Fragments_OverTheLimitTogether_FailBeforeThePayload() =>
        Assert.Equal(
            ["failure 1009 \"message exceeds 10 bytes\""],
            Reading.Events(new MessageLimits(10, 16), Frames.Binary(new byte[6], fin: false), Frames.Announcing(Opcode.Continuation, 5)));

    [Fact]
    public void Message_OfExactlyTheLimit_IsDelivered() =>
        Assert.Equal(["binary 000000", "binary 000000"], Reading.Events(
            new MessageLimits(3, 16), Frames.Binary(new byte[3]), Frames.Binary(new byte[2], fin: false), Frames.Continuation(new byte[1])));

    [Fact]
    public void Fragments_MoreThanTheLimit_Fail() =>
        Assert.Equal(
            ["failure 1008 \"message has more than 2 fragments\""],
            Reading.Events(new MessageLimits(100, 2), Frames.Text("", fin: false), Frames.Continuation("", fin: false), Frames.Continuation("")));

    [Fact]
    public void Read_WhenTheHandlerStops_LeavesTheRestUntouched()
    {
        byte[] bytes = [.. Frames.Text("a"), .. Frames.Text("b")];
        var original = bytes.ToArray();
        var handler = new RecordingHandler { StopsAfterEach = true };
        using var reader = new MessageReader(Reading.Limits, null);

        var consumed = reader.Read(bytes, handler);

        Assert.Equal(["text \"a\""], handler.Events);
        Assert.Equal(original[consumed..], bytes[consumed..]);
        Assert.Equal(bytes.Length - consumed, reader.Read(bytes.AsSpan(consumed), handler));
        Assert.Equal(["text \"a\"", "text \"b\""], handler.Events);
    }

    [Fact]
    public void Read_AfterDispose_IgnoresEverything()
    {
        var handler = new RecordingHandler();
        var reader = new MessageReader(Reading.Limits, null);
        reader.Dispose();

        Assert.Equal(7, reader.Read(Frames.Text("a"), handler));

        Assert.Empty(handler.Events);
    }

    [Fact]
    public void WholeMessages_OnceWarm_AllocateNothing()
    {
        byte[] frames = [.. Frames.Text("hello"), .. Frames.Binary(new byte[300]), .. Frames.Ping("p")];
        var bytes = new byte[frames.Length];
        var handler = new SilentHandler();
        using var reader = new MessageReader(Reading.Limits, null);
        Feed();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++) Feed();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Feed()
        {
            frames.CopyTo(bytes, 0);
            reader.Read(bytes, handler);
        }
    }

    private sealed class SilentHandler : IMessageHandler
    {
        public bool OnText(ReadOnlySpan<byte> utf8) => true;

        public bool OnBinary(ReadOnlySpan<byte> bytes) => true;

        public bool OnPing(ReadOnlySpan<byte> payload) => true;

        public bool OnPong(ReadOnlySpan<byte> payload) => true;

        public void OnClose(CloseStatus status) => Assert.Fail("closed");

        public void OnFailure(CloseStatus status) => Assert.Fail("failed");
    }
}
