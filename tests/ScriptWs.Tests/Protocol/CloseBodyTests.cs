using System.Text;
using CsCheck;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class CloseBodyTests
{
    [Fact]
    public void Body_HasTheCodeAndTheReason() => Assert.Equal("03E8627965", Convert.ToHexString(Write(CloseStatuses.Bye)));

    [Fact]
    public void Body_WithoutAStatus_IsEmpty() => Assert.Empty(Write(new CloseStatus(CloseStatuses.NoStatusReceived, "ignored")));

    [Theory]
    [InlineData(200, "a", 123)]
    [InlineData(200, "ü", 122)] // two bytes each: the 62nd does not fit
    [InlineData(200, "€", 123)]
    [InlineData(200, "😀", 120)]
    public void Reason_ThatIsTooLong_IsCutBetweenCharacters(int times, string text, int size)
    {
        var reason = string.Concat(Enumerable.Repeat(text, times));

        var body = Write(new CloseStatus(4000, reason));

        Assert.Equal(size, body.Length - 2);
        Assert.StartsWith(Encoding.UTF8.GetString(body.AsSpan(2)), reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyReason_IsReadBackAsValidUtf8() =>
        Gen.Select(Gen.Int[3000, 4999], Gen.String[0, 200]).Sample((code, reason) =>
        {
            var body = Write(new CloseStatus(code, reason));

            Assert.InRange(body.Length, 2, CloseBody.MaxSize);
            Assert.Null(CloseBody.Read(body, out var status));
            Assert.Equal(code, status.Code);
        });

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1010)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(3999)]
    [InlineData(4000)]
    [InlineData(4999)]
    public void Code_ThatMayBeSent_IsReceived(int code) =>
        Assert.Equal([$"close {code} \"r\""], Reading.Events(Frames.Close(code, "r")));

    [Fact]
    public void Codes_ThatAreOnlyReported_AreNeverSent() =>
        Assert.All([0, 999, 1004, 1005, 1006, 1010, 1015, 1016, 2999, 5000], code => Assert.False(CloseCodes.MayBeSent(code)));

    [Fact]
    public void Codes_OfApplications_MayBeSent() =>
        Assert.All([1000, 1001, 1008, 1011, 1014, 3000, 3999, 4000, 4999], code => Assert.True(CloseCodes.MayBeSent(code)));

    [Fact]
    public void EveryStatusOfTheTable_MayBeSentWhole() =>
        Assert.All(
            typeof(CloseStatuses).GetFields().Concat(typeof(FrameErrors).GetFields()).Select(f => f.GetValue(null)).OfType<CloseStatus>(),
            status =>
            {
                Assert.True(CloseCodes.MayBeSent(status.Code), status.ToString());
                Assert.InRange(Encoding.UTF8.GetByteCount(status.Reason), 1, CloseBody.MaxReasonSize);
            });

    private static byte[] Write(CloseStatus status)
    {
        var bytes = new byte[CloseBody.MaxSize];
        return bytes[..CloseBody.Write(bytes, status)];
    }
}
