using ScriptWs.Cli.Benching;

namespace ScriptWs.Tests.Cli.Benching;

/// <summary>What <c>--require</c> takes.</summary>
public sealed class RequirementTests
{
    [Theory]
    [InlineData("p99<20ms", true)]
    [InlineData("p99<10ms", false)]
    [InlineData("max<=0.02s", true)]
    [InlineData("p50>9000us", true)]
    [InlineData("errors=0", false)]
    [InlineData("errors<=2", true)]
    [InlineData("rate>=1000", true)]
    [InlineData("rate>1000", false)]
    public void Requirement_OfAResult_IsMetOrNot(string text, bool isMet)
    {
        var latencies = new LatencyHistogram();
        latencies.Record(BenchClock.Ticks(TimeSpan.FromMilliseconds(10)));

        Assert.Equal(isMet, Requirement.Parse(text)!.IsMetBy(new BenchResult(new BenchPlan()) { Latencies = latencies, Rate = 1000, Unanswered = 1, Lost = 1 }));
    }

    [Theory]
    [InlineData("p99")]
    [InlineData("p98<1ms")]
    [InlineData("p99<20")]
    [InlineData("rate>fast")]
    [InlineData("errors=0ms")]
    [InlineData("p99<-1ms")]
    public void Requirement_ThatIsNone_IsRefused(string text) => Assert.Null(Requirement.Parse(text));
}
