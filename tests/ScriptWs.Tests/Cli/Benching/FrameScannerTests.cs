using CsCheck;
using ScriptWs.Cli.Client;
using ScriptWs.Client;

namespace ScriptWs.Tests.Cli.Benching;

/// <summary>How <see cref="FrameScanner"/> finds messages.</summary>
public sealed class FrameScannerTests
{
    // "ab" in two frames with a Ping between, 200 bytes of text, a Close frame.
    private static readonly byte[] Stream =
    [
        0x01, 1, (byte)'a', 0x89, 2, 1, 2, 0x80, 1, (byte)'b',
        0x81, 126, 0, 200, .. Enumerable.Repeat((byte)'x', 200),
        0x88, 2, 0x03, 0xE8,
    ];

    [Fact]
    public void TryRead_HoweverTheBytesAreSplit_FindsTheSameMessages() =>
        Gen.Int[0, 9].Array[1, 300].Sample(sizes =>
        {
            var (scanner, found, at) = (new FrameScanner(), new List<string>(), 0);
            foreach (var size in sizes.Append(Stream.Length))
            {
                var count = Math.Min(size, Stream.Length - at);
                ReadOnlySpan<byte> bytes = Stream.AsSpan(at, count);
                while (scanner.TryRead(ref bytes)) found.Add($"{scanner.Opcode} {scanner.Length} {Convert.ToHexString(scanner.Head[..2])}");
                Assert.Equal(0, bytes.Length);
                at += count;
            }

            Assert.Equal(["Ping 2 0102", "Text 2 6162", "Text 200 7878", "Close 2 03E8"], found);
        });

    [Theory]
    [InlineData("8180")]
    [InlineData("C100")]
    [InlineData("8300")]
    [InlineData("0900")]
    [InlineData("8000")]
    [InlineData("897E00C8")]
    [InlineData("817FFFFFFFFFFFFFFFFF")]
    public void TryRead_OfWhatBreaksTheProtocol_Throws(string hex)
    {
        var bytes = Convert.FromHexString(hex);

        Assert.Throws<ServerFaultException>(() =>
        {
            ReadOnlySpan<byte> rest = bytes;
            return new FrameScanner().TryRead(ref rest);
        });
    }
}
