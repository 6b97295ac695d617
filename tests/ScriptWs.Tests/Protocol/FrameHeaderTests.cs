using System.Net.WebSockets;
using CsCheck;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class FrameHeaderTests
{
    [Theory]
    [InlineData(0, "8200")]
    [InlineData(125, "827D")]
    [InlineData(126, "827E007E")]
    [InlineData(65535, "827EFFFF")]
    [InlineData(65536, "827F0000000000010000")]
    [InlineData(1L << 40, "827F0000010000000000")]
    public void Header_HasTheShortestLength(long length, string hex)
    {
        var bytes = new byte[FrameHeader.MaxSize];

        var size = FrameHeader.Write(bytes, Opcode.Binary, length);

        Assert.Equal(hex, Convert.ToHexString(bytes[..size]));
        Assert.Equal(size, FrameHeader.Size(length));
    }

    [Fact]
    public void Header_IsFinalAndNeverMasked() =>
        Gen.Select(Gens.Among(Enum.GetValues<Opcode>()), Gen.Long[0, long.MaxValue]).Sample((opcode, length) =>
        {
            var bytes = new byte[FrameHeader.MaxSize];

            FrameHeader.Write(bytes, opcode, length);

            Assert.Equal(0x80 | (int)opcode, bytes[0]);
            Assert.Equal(0, bytes[1] & 0x80);
        });

    [Fact]
    public void Header_OfACompressedMessage_SetsRsv1()
    {
        var bytes = new byte[FrameHeader.MaxSize];

        FrameHeader.Write(bytes, Opcode.Text, 1, compressed: true);

        Assert.Equal(0xC1, bytes[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(70_000)]
    public async Task Frame_OfTheServer_IsReadByThePlatformsClient(int length)
    {
        var payload = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var header = new byte[FrameHeader.Size(length)];
        FrameHeader.Write(header, Opcode.Binary, length);
        using var client = WebSocket.CreateFromStream(new DuplexStream([.. header, .. payload]), isServer: false, null, Timeout.InfiniteTimeSpan);
        var received = new byte[length + 1];
        var count = 0;

        ValueWebSocketReceiveResult result;
        do
        {
            result = await client.ReceiveAsync(received.AsMemory(count), TestContext.Current.CancellationToken);
            count += result.Count;
        }
        while (!result.EndOfMessage);

        Assert.Equal(payload, received[..count]);
    }
}
