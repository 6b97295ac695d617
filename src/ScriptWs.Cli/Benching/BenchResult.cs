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

    /// <summary>Whether a server was measured, and not this client itself.</summary>
    public bool HasServer { get; init; } = true;

    /// <summary>How long the measured time really was.</summary>
    public TimeSpan Measured { get; init; }

    /// <summary>The processors that this program may use.</summary>
    public int Processors { get; init; } = Environment.ProcessorCount;

    /// <summary>What this program itself needed while it measured.</summary>
    public BenchCost Cost { get; init; }

    /// <summary>What went wrong, counted.</summary>
    public long Errors => Unanswered + Lost;

    /// <summary>The part of its processors that this program used.</summary>
    public double Share => Cost.Cpu / (Measured * Processors);

    /// <summary>What kept the server from being asked for more; a rate that was kept has none.</summary>
    public BenchLimit Limit => (Plan.Rate > 0 && Unsent == 0, Share, Cost.MachineShare) switch
    {
        (true, _, _) => BenchLimit.None,
        (_, > BenchCost.Full, _) => BenchLimit.Client,
        (_, _, > BenchCost.Full) => BenchLimit.Machine,
        _ => BenchLimit.None,
    };

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
