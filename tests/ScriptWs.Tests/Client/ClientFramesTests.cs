using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using CsCheck;
using ScriptWs.Client;
using ScriptWs.Protocol;
using ScriptWs.Tests.Protocol;

namespace ScriptWs.Tests.Client;

/// <summary>Frames of a client, as the server's own reader and the platform's server read them.</summary>
public sealed class ClientFramesTests
{
    [Fact]
    public void Frames_OfAnyMessages_AreReadByTheServer() =>
        Gen.Select(Gens.Text, Gens.Bytes, Gen.Byte.Array[0, 125]).Sample(
            (text, binary, ping) =>
            {
                var sent = new ArrayBufferWriter<byte>();
                ClientFrames.Write(sent, Opcode.Text, Encoding.UTF8.GetBytes(text));
                ClientFrames.Write(sent, Opcode.Ping, ping);
                ClientFrames.Write(sent, Opcode.Binary, binary);
                ClientFrames.Write(sent, Opcode.Close, ClientFrames.CloseBody(4000, "bye"u8));

                var read = Reading.Handler(Reading.Limits, null, sent.WrittenSpan.ToArray());

                var (pingHex, binaryHex) = (Convert.ToHexString(ping), Convert.ToHexString(binary));
                string[] expected = [$"text \"{text}\"", $"ping {pingHex}", $"binary {binaryHex}", "close 4000 \"bye\""];
                Assert.Equal(expected, read.Events);
            },
            iter: 300);

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public async Task Frame_OfAnyLength_IsReadByThePlatformsServer(int length)
    {
        var payload = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var frame = ClientFrames.Encode(Opcode.Binary, payload);
        using var server = WebSocket.CreateFromStream(new DuplexStream(frame), isServer: true, null, Timeout.InfiniteTimeSpan);
        var received = new byte[length + 1];
        var count = 0;

        ValueWebSocketReceiveResult result;
        do
        {
            result = await server.ReceiveAsync(received.AsMemory(count), TestContext.Current.CancellationToken);
            count += result.Count;
        }
        while (!result.EndOfMessage);

        Assert.Equal(payload, received[..count]);
        Assert.Equal(frame.Length, ClientFrames.Size(length));
    }

    [Theory]
    [InlineData(1, true, 0, true, "8181")]
    [InlineData(1, false, 4, true, "4181")]
    [InlineData(0, true, 7, false, "F001")]
    [InlineData(15, false, 1, false, "1F01")]
    public void Frame_RightOrWrong_StartsAsItIsAskedTo(int opcode, bool isFinal, int reserved, bool isMasked, string header)
    {
        var frame = ClientFrames.Encode(new FrameStart((Opcode)opcode, isFinal, reserved, isMasked), "a"u8);

        Assert.Equal(header, Convert.ToHexString(frame.AsSpan(0, 2)));
    }

    [Fact]
    public void Masks_OfTwoFrames_Differ()
    {
        var frames = Enumerable.Range(0, 8).Select(_ => Convert.ToHexString(ClientFrames.Encode(Opcode.Text, "same"u8)));

        Assert.True(frames.Distinct().Count() > 1);
    }

    [Fact]
    public void Write_IntoRoomThatIsThere_AllocatesNothing()
    {
        var (room, payload) = (new byte[200], new byte[100]);
        ClientFrames.Write(room, Opcode.Text, payload);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++) ClientFrames.Write(room, Opcode.Text, payload);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
