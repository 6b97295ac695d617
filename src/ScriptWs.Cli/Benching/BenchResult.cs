namespace ScriptWs.Cli.Benching;

/// <summary>What a run found. Latencies are in milliseconds.</summary>
internal sealed record BenchResult(BenchPlan Plan)
{
    /// <summary>Messages that came back (or deliveries) in the measured time, a second.</summary>
    public double Rate { get; init; }

    /// <summary>Messages, sent in the measured time, whose latency is known.</summary>
    public required LatencyHistogram Latencies { get; init; }

    /// <summary>Answers that had not come when the patience ended.</summary>
    public long Unanswered { get; init; }

    /// <summary>With a rate: messages that were due and never left, because too many were under way.</summary>
    public long Unsent { get; init; }

    /// <summary>Messages that answered nothing.</summary>
    public long Foreign { get; init; }

    /// <summary>Connections that were lost, and the first one's reason.</summary>
    public int Lost { get; init; }

    public string? FirstLoss { get; init; }

    /// <summary>How long all opening handshakes took.</summary>
    public TimeSpan Connecting { get; init; }

    /// <summary>What this program itself needed while it measured.</summary>
    public BenchCost Cost { get; init; }

    /// <summary>What went wrong, counted.</summary>
    public long Errors => Unanswered + Lost;

    public double Percentile(double part) => BenchClock.Milliseconds(Latencies.Percentile(part));

    /// <summary>A figure by the name that thresholds give it; <c>null</c> for a name that is none.</summary>
    public double? Figure(string name) => name switch
    {
        "p50" => Percentile(0.5),
        "p90" => Percentile(0.9),
        "p99" => Percentile(0.99),
        "p99.9" => Percentile(0.999),
        "max" => BenchClock.Milliseconds(Latencies.Max),
        "mean" => BenchClock.Milliseconds(Latencies.Mean()),
        "rate" => Rate,
        "errors" => Errors,
        _ => null,
    };
}
