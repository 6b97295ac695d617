using System.Net;
using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class ProxyHeaderReaderTests
{
    private static readonly byte[] Signature = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    [Theory]
    [InlineData("PROXY TCP4 203.0.113.9 192.0.2.1 4711 8080\r\n", "203.0.113.9")]
    [InlineData("PROXY TCP6 2001:db8::7 2001:db8::1 4711 8080\r\n", "2001:db8::7")]
    [InlineData("PROXY TCP6 ::ffff:203.0.113.9 ::1 4711 8080\r\n", "203.0.113.9")]
    [InlineData("PROXY UNKNOWN\r\n", "none")]
    [InlineData("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", "none")]
    [InlineData("PROXY TCP4 203.0.113.9 192.0.2.1 4711 8080\n", "malformed")]
    [InlineData("PROXY TCP4 203.0.113.9 192.0.2.1 4711\r\n", "malformed")]
    [InlineData("PROXY TCP4 203.0.113.9 192.0.2.1 70000 1\r\n", "malformed")]
    [InlineData("PROXY TCP4 2001:db8::7 2001:db8::1 1 2\r\n", "malformed")]
    [InlineData("PROXY TCP6 203.0.113.9 192.0.2.1 1 2\r\n", "malformed")]
    [InlineData("PROXY UDP4 203.0.113.9 192.0.2.1 1 2\r\n", "malformed")]
    [InlineData("POST / HTTP/1.1\r\n", "malformed")]
    [InlineData("GET / HTTP/1.1\r\n", "malformed")]
    public void Line_Always_GivesItsClient(string line, string expected) => Assert.Equal(expected, Tell(Encoding.ASCII.GetBytes(line)));

    [Fact]
    public void Line_WithoutAnEnd_IsMalformedAt107Bytes()
    {
        var reader = new ProxyHeaderReader();

        reader.Read(Encoding.ASCII.GetBytes("PROXY UNKNOWN " + new string('x', 200)));

        Assert.True(reader.IsMalformed);
    }

    [Fact]
    public void Binary_Always_GivesItsClient()
    {
        byte[] v4 = [203, 0, 113, 9, 192, 0, 2, 1, 0x12, 0x67, 0x1F, 0x90];
        byte[] v6 = [.. IPAddress.Parse("2001:db8::7").GetAddressBytes(), .. IPAddress.Parse("::1").GetAddressBytes(), 1, 2, 3, 4];

        Assert.Equal("203.0.113.9", Tell(Binary(0x21, 0x11, v4)));
        Assert.Equal("203.0.113.9", Tell(Binary(0x21, 0x11, [.. v4, 0x04, 0, 1, 0xFF])));
        Assert.Equal("2001:db8::7", Tell(Binary(0x21, 0x21, v6)));
        Assert.Equal("none", Tell(Binary(0x20, 0x11, v4)));
        Assert.Equal("none", Tell(Binary(0x20, 0x00, [])));
        Assert.Equal("none", Tell(Binary(0x21, 0x31, new byte[216])));
        Assert.Equal("malformed", Tell(Binary(0x21, 0x11, v4[..11])));
        Assert.Equal("malformed", Tell(Binary(0x11, 0x11, v4)));
        Assert.Equal("malformed", Tell(Binary(0x22, 0x11, v4)));
        Assert.Equal("malformed", Tell(Binary(0x21, 0x11, new byte[5000])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Read_InPieces_TakesExactlyTheHeader(int size)
    {
        byte[] stream = [.. Binary(0x21, 0x11, [203, 0, 113, 9, 192, 0, 2, 1, 1, 1, 1, 1]), .. "GET / HTTP/1.1"u8];
        var reader = new ProxyHeaderReader();

        var taken = 0;
        while (!reader.IsComplete) taken += reader.Read(stream.AsSpan(taken, Math.Min(size, stream.Length - taken)));

        Assert.Equal(28, taken);
        Assert.Equal(0, reader.Read("GET"u8));
    }

    private static byte[] Binary(byte command, byte family, byte[] rest) =>
        [.. Signature, command, family, (byte)(rest.Length >> 8), (byte)rest.Length, .. rest];

    private static string Tell(byte[] bytes)
    {
        var reader = new ProxyHeaderReader();
        reader.Read(bytes);
        Assert.True(reader.IsComplete != reader.IsMalformed);
        return reader.IsMalformed ? "malformed" : reader.Client?.ToString() ?? "none";
    }
}
