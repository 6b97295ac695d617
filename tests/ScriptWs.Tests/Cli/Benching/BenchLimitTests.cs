using System.Text.Json;
using ScriptWs.Cli.Benching;

namespace ScriptWs.Tests.Cli.Benching;

/// <summary>Whether a result says that it is none of the server's.</summary>
public sealed class BenchLimitTests
{
    [Theory]
    [InlineData(1.95, 100, "  limit       this client, not the server: it had no processor left; ask from several machines, or from one with more processors")]
    [InlineData(1.0, 97, "  limit       this machine, 97 % busy: the server may do better without this client and others beside it; ask from another machine")]
    [InlineData(1.0, 80, null)]
    public void Report_OfAClientThatIsShortOfProcessors_SaysSo(double processors, int busy, string? expected)
    {
        var result = Result(processors, busy);

        Assert.Equal(expected, BenchReport.Lines(result, "ws://127.0.0.1/").SingleOrDefault(line => line.StartsWith("  limit", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(7, "client")]
    public void Limit_OfARateThatWasKept_IsNone(long unsent, string? expected)
    {
        var result = Result(2, 100) with { Plan = new BenchPlan { Rate = 1000 }, Unsent = unsent };

        Assert.Equal(expected, JsonElement.Parse(BenchReport.Json(result, null)).GetProperty("limit").GetString());
    }

    [Fact]
    public void Report_TellsTheShareOfAllProcessors()
    {
        var line = BenchReport.Lines(Result(0.5, 50), "ws://127.0.0.1/").Last();

        Assert.Equal("  this client 5.00 µs of processor time and 22 bytes of garbage for each of the messages, 25 % of 2 processors", line);
    }

    [Fact]
    public void MachineTime_OfThisMachine_Grows()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what all processors do.");

        var first = MachineTime.SoFar();
        var later = MachineTime.SoFar() - first;

        Assert.True(first.Busy > 0 && first.All > first.Busy, $"{first}");
        Assert.True(later.All >= later.Busy && later.Busy >= 0, $"{later}");
    }

    /// <summary>One second in which 100,000 messages came back.</summary>
    private static BenchResult Result(double processors, int busy)
    {
        var latencies = new LatencyHistogram();
        latencies.Record(1);
        return new BenchResult(new BenchPlan())
        {
            Latencies = latencies,
            Measured = TimeSpan.FromSeconds(1),
            Processors = 2,
            Cost = new BenchCost(TimeSpan.FromSeconds(processors), 2_200_000, 100_000, new MachineTime(busy, 100)),
        };
    }
}
