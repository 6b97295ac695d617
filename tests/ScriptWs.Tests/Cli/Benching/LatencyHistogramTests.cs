using CsCheck;
using ScriptWs.Cli.Benching;

namespace ScriptWs.Tests.Cli.Benching;

/// <summary>Percentiles of a <see cref="LatencyHistogram"/>.</summary>
public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentile_OfAnyValues_IsAtMostA64thTooHigh() =>
        Gen.Select(Gen.Long[0, long.MaxValue / 2].Array[1, 50], Gen.Double[0.001, 1]).Sample((values, part) =>
        {
            var histogram = new LatencyHistogram();
            foreach (var value in values) histogram.Record(value);

            var exact = values.Order().ElementAt(Math.Max(1, (int)Math.Ceiling(part * values.Length)) - 1);
            Assert.InRange(histogram.Percentile(part), exact, exact + (exact / 64));
            Assert.Equal(values.Max(), histogram.Max);
        });

    [Fact]
    public void Add_OfAnother_CountsBoth()
    {
        var (one, other) = (new LatencyHistogram(), new LatencyHistogram());
        one.Record(5);
        other.Record(9, times: 3);

        one.Add(other);

        Assert.Equal((4, 9, 9), (one.Count, one.Percentile(0.5), one.Max));
        Assert.Equal(8, one.Mean());
    }

    [Fact]
    public void Percentile_OfNothing_Is0() => Assert.Equal(0, new LatencyHistogram().Percentile(0.99));
}
