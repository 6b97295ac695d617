namespace ScriptWs.Tests.Architecture;

/// <summary>The list of exceptions follows the code down, and never up.</summary>
public sealed class RatchetTests
{
    private static readonly Ratchet Ratchet = new("size", 10, "cut it", [("size", 15, "listed"), ("other", 99, "free")]);

    [Theory]
    [InlineData("free", 11, "free: size 11, 10 at most; cut it")]
    [InlineData("listed", 16, "listed: size 16, 15 at most; cut it")]
    public void Value_OverItsLimit_Fails(string subject, int value, string fault) =>
        Assert.Contains(fault, Ratchet.Faults([(subject, value)]));

    [Theory]
    [InlineData(14, "write \"size 14 listed\" there")]
    [InlineData(10, "remove \"size 15 listed\" from")]
    public void Line_WorseThanTheCode_Fails(int value, string advice) =>
        Assert.Contains(advice, Assert.Single(Ratchet.Faults([("listed", value)])), StringComparison.Ordinal);

    [Fact]
    public void Line_OfWhatIsGone_Fails() => Assert.Single(Ratchet.Faults([]));

    [Fact]
    public void Values_AtTheirLimits_Pass() => Assert.Empty(Ratchet.Faults([("listed", 15), ("free", 10)]));
}
