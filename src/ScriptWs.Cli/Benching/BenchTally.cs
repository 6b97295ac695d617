namespace ScriptWs.Cli.Benching;

/// <summary>What the connections of one run have counted; any thread may add. One for each processor, so that threads do not meet in it.</summary>
internal sealed class BenchTally
{
    private long _answered;
    private long _foreign;

    /// <summary>How long answers of the measured time took, in ticks of the stopwatch.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>All messages that came back, those of the warm-up too.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Messages that came and answered nothing: greetings, news.</summary>
    public long Foreign => Interlocked.Read(ref _foreign);

    public void Answer(int count) => Interlocked.Add(ref _answered, count);

    public void Surprise() => Interlocked.Increment(ref _foreign);
}
