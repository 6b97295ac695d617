using System.Net.WebSockets;
using System.Text;
using CsCheck;
using ScriptWs.Client;
using ScriptWs.Protocol;
using ScriptWs.Tests.Protocol;

namespace ScriptWs.Tests.Client;

/// <summary>How a client reads what a server sends.</summary>
public sealed class ServerMessageReaderTests
{
    private const int Limit = 1 << 20;

    // "ab" in two frames with a Ping between, 200 bytes of text, an empty message, a Close frame.
    private static readonly byte[] Stream =
    [
        0x01, 1, (byte)'a', 0x89, 2, 1, 2, 0x80, 1, (byte)'b',
        0x81, 126, 0, 200, .. Enumerable.Repeat((byte)'x', 200),
        0x82, 0,
        0x88, 5, 0x03, 0xE8, (byte)'b', (byte)'y', (byte)'e',
    ];

    private static readonly string[] Messages =
        ["Ping 0102", "Text 6162", $"Text {string.Concat(Enumerable.Repeat("78", 200))}", "Binary ", "Close 03E8627965"];

    /// <summary>Context takeover of the server, and its window.</summary>
    public static TheoryData<bool, int> Shapes => new() { { true, 15 }, { false, 15 }, { true, 9 } };

    [Fact]
    public void TryRead_OfBytesThatCameTogether_FindsAll() => Assert.Equal(Messages, Read(null, Stream));

    [Fact]
    public void TryRead_WithASplitAtAnyByte_FindsTheSame()
    {
        for (var at = 0; at <= Stream.Length; at++) Assert.Equal(Messages, Read(null, Stream[..at], Stream[at..]));
    }

    [Fact]
    public void TryRead_ByteByByte_FindsTheSame() => Assert.Equal(Messages, Read(null, Stream.ByteByByte()));

    [Fact]
    public void TryRead_OfGeneratedMessagesInAnySplit_FindsThem() =>
        Gen.Select(Gens.Bytes.Array[0, 5], Gen.Double[0, 1].Array[0, 3], Gen.Double[0, 1].Array[0, 12]).Sample(
            (payloads, fragments, cuts) =>
            {
                var bytes = payloads.SelectMany(payload => Fragmented(payload, fragments)).ToArray();

                var found = Read(null, Gens.Split(bytes, cuts));

                Assert.Equal(payloads.Select(payload => $"Binary {Convert.ToHexString(payload)}"), found);
            },
            iter: 300);

    [Fact]
    public void TryRead_OfNoise_EndsInAFaultOrNot() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Double[0, 1].Array[0, 8]).Sample(
            (noise, cuts) => Assert.Equal(ReadOrFault(noise), ReadOrFault(Gens.Split(noise, cuts))),
            iter: 2000);

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task TryRead_OfThePlatformsServer_FindsItsCompressedMessages(bool contextTakeover, int windowBits)
    {
        string[] messages = ["", "a", "Hello", "Hello", "Grüße €", new string('x', 70_000)];
        var stream = new DuplexStream([]);
        using var server = Server(stream, contextTakeover, windowBits);
        foreach (var message in messages)
        {
            var bytes = Encoding.UTF8.GetBytes(message);
            var half = bytes.Length / 2;
            await server.SendAsync(bytes.AsMemory(0, half), WebSocketMessageType.Text, false, TestContext.Current.CancellationToken);
            await server.SendAsync(bytes.AsMemory(half), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        }

        await server.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "later", TestContext.Current.CancellationToken);

        var found = Read(new MessageInflater(contextTakeover), stream.Written.ToArray().Chunk(1000).ToArray());

        Assert.Equal([.. messages.Select(message => $"Text {Hex(message)}"), $"Close 03E9{Hex("later")}"], found);
    }

    [Fact]
    public void TryRead_OfOneWholeFrame_AllocatesNothing()
    {
        var frame = ClientFrames.Encode(new FrameStart(Opcode.Text, IsMasked: false), new byte[100]);
        using var reader = new ServerMessageReader(Limit);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            ReadOnlySpan<byte> bytes = frame;
            reader.TryRead(ref bytes, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void TryRead_OfAnAnnouncedGigabyte_TakesNoMemoryForIt()
    {
        using var reader = new ServerMessageReader(int.MaxValue);
        var before = GC.GetAllocatedBytesForCurrentThread();

        ReadOnlySpan<byte> bytes = [0x82, 127, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3];
        var found = reader.TryRead(ref bytes, out _);

        Assert.False(found);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private static WebSocket Server(Stream stream, bool contextTakeover, int windowBits) =>
        WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
            DangerousDeflateOptions = new WebSocketDeflateOptions
            {
                ServerContextTakeover = contextTakeover,
                ServerMaxWindowBits = windowBits,
            },
        });

    private static IEnumerable<byte> Fragmented(byte[] payload, double[] cuts)
    {
        var parts = Gens.Split(payload, cuts);
        return parts.SelectMany((part, i) =>
            Frames.Unmasked(i == 0 ? Opcode.Binary : Opcode.Continuation, part, fin: i == parts.Length - 1));
    }

    private static string ReadOrFault(params byte[][] chunks)
    {
        var found = new List<string>();
        try
        {
            Read(found, null, chunks);
        }
        catch (ServerFaultException e)
        {
            found.Add(e.Message);
        }

        return string.Join('\n', found);
    }

    private static List<string> Read(MessageInflater? inflater, params byte[][] chunks)
    {
        var found = new List<string>();
        Read(found, inflater, chunks);
        return found;
    }

    private static void Read(List<string> found, MessageInflater? inflater, byte[][] chunks)
    {
        using var reader = new ServerMessageReader(Limit, inflater);
        foreach (var chunk in chunks)
        {
            ReadOnlySpan<byte> bytes = chunk;
            while (reader.TryRead(ref bytes, out var message)) found.Add($"{message.Opcode} {Convert.ToHexString(message.Payload)}");
            Assert.Equal(0, bytes.Length);
        }
    }
}
