using System.Text;
using CsCheck;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class MessageReaderProperties
{
    private static readonly MessageLimits Small = new(MaxMessageSize: 2000, MaxFragments: 4);

    [Fact]
    public void Events_OfAnySplit_AreTheSame() =>
        Gen.Select(Gens.Anything, Gen.Double[0, 1].Array[0, 12]).Sample(
            (bytes, cuts) =>
            {
                var expected = Reading.Events(Small, bytes);

                Assert.Equal(expected, Reading.Events(Small, Gens.Split(bytes, cuts)));
                if (bytes.Length < 3000) Assert.Equal(expected, Reading.Events(Small, bytes.ByteByByte()));
            },
            iter: 1000);

    [Fact]
    public void Events_WhenTheHandlerStopsAfterEach_AreTheSame() =>
        Gens.Anything.Sample(
            bytes =>
            {
                var handler = new RecordingHandler { StopsAfterEach = true };
                using var reader = new MessageReader(Small, null);
                var rest = bytes.ToArray().AsSpan();

                while (!rest.IsEmpty) rest = rest[reader.Read(rest, handler)..];

                Assert.Equal(Reading.Events(Small, bytes), handler.Events);
            },
            iter: 500);

    [Fact]
    public void Noise_WithCompression_EndsWithinTheLimits() =>
        Gen.Select(Gens.Anything, Gen.Byte.Array[0, 400], Gen.Double[0, 1].Array[0, 5]).Sample(
            (bytes, compressed, cuts) =>
            {
                byte[] all = [.. Frames.Client(Opcode.Text, compressed, fin: false, rsv: 4), .. bytes];

                var once = Reading.Handler(Small, new MessageInflater(true), all);
                var split = Reading.Handler(Small, new MessageInflater(true), Gens.Split(all, cuts));

                Assert.All(once.Payloads, p => Assert.True(p.Length <= Small.MaxMessageSize));
                Assert.Equal(once.Failure?.Code, split.Failure?.Code);
                Assert.Equal(once.Payloads, split.Payloads);
            },
            iter: 1000);

    [Fact]
    public void Noise_NeverFailsWithoutAStatus() =>
        Gens.Anything.Sample(
            bytes =>
            {
                var handler = Reading.Handler(Small, null, bytes);

                Assert.All(handler.Payloads, p => Assert.True(p.Length <= Small.MaxMessageSize));
                if (handler.Failure is { } failure)
                {
                    Assert.True(failure.Code is 1002 or 1007 or 1008 or 1009, failure.ToString());
                    Assert.InRange(Encoding.UTF8.GetByteCount(failure.Reason), 1, CloseBody.MaxReasonSize);
                }
            },
            iter: 2000);

    [Fact]
    public void WellFormedMessages_ComeThroughUnchanged() =>
        Gen.Select(Gens.Text, Gens.Bytes, Gen.Byte.Array[4]).Sample(
            (text, binary, key) =>
            {
                byte[] bytes = [.. Frames.Client(Opcode.Text, Encoding.UTF8.GetBytes(text), key: key), .. Frames.Client(Opcode.Binary, binary, key: key)];

                var handler = Reading.Handler(Reading.Limits, null, bytes);

                Assert.Equal([Encoding.UTF8.GetBytes(text), binary], handler.Payloads);
                Assert.Null(handler.Failure);
            },
            iter: 500);

    [Fact]
    public void CompressedMessages_InAnySplitAndMutated_GiveTheSame() =>
        Gen.Select(Gens.Text.Array[1, 5], Gen.Select(Gen.Double[0, 0.999], Gen.Byte).Array[0, 2], Gen.Double[0, 1].Array[0, 8]).Sample(
            (texts, changes, cuts) =>
            {
                var bytes = Gens.Changed(Compressed(texts), changes);

                var once = Reading.Handler(Small, new MessageInflater(true), bytes);
                var split = Reading.Handler(Small, new MessageInflater(true), Gens.Split(bytes, cuts));

                if (changes.Length == 0) Assert.Equal(texts.Select(t => $"text \"{t}\""), once.Events);
                Assert.Equal(once.Payloads, split.Payloads);
                Assert.Equal(once.Failure?.Code, split.Failure?.Code);
            },
            iter: 1000);

    [Fact]
    public void Announcement_OfAGigabyte_TakesNoMemoryForIt()
    {
        var handler = new RecordingHandler();
        using var reader = new MessageReader(new MessageLimits(1L << 40, 16), null);
        byte[] bytes = [.. Frames.Announcing(Opcode.Binary, 1 << 30), 1, 2, 3];
        var before = GC.GetAllocatedBytesForCurrentThread();

        reader.Read(bytes, handler);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    private static byte[] Compressed(string[] texts)
    {
        using var deflater = new MessageDeflater(contextTakeover: true);
        var bytes = new List<byte>();
        foreach (var text in texts)
        {
            var payload = default(PooledBuffer);
            deflater.Deflate(Encoding.UTF8.GetBytes(text), ref payload);
            bytes.AddRange(Frames.Client(Opcode.Text, payload.Span.ToArray(), rsv: 4));
            payload.Dispose();
        }

        return [.. bytes];
    }
}
