namespace ScriptWs.Http.Metrics;

/// <summary>The values of one instrument with certain attributes. Any thread.</summary>
internal sealed class Series
{
    // An array, because each turn looks into it.
    private static readonly double[] Edges = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly KeyValuePair<string, object?>[] _attributes;
    private readonly long[] _counts;
    private double _value;

    public Series(KeyValuePair<string, object?>[] attributes, bool isHistogram)
    {
        _attributes = attributes;
        _counts = isHistogram ? new long[Edges.Length + 1] : [];
    }

    /// <summary>The upper bounds of a histogram's buckets, in seconds: a turn takes microseconds, a handshake with a password a tenth of a second.</summary>
    public static IReadOnlyList<double> Bounds => Edges;

    public IReadOnlyList<KeyValuePair<string, object?>> Attributes => _attributes;

    /// <summary>The value; of a histogram the sum.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>How many values fell into each bucket; the last is of those over all bounds.</summary>
    public IReadOnlyList<long> Counts => [.. _counts.Select((_, bucket) => Interlocked.Read(ref _counts[bucket]))];

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        if (attributes.Length != _attributes.Length) return false;
        for (var i = 0; i < attributes.Length; i++)
        {
            var (own, other) = (_attributes[i], attributes[i]);
            // Mostly the very same strings, turn after turn.
            if (!ReferenceEquals(own.Value, other.Value) && !Equals(own.Value, other.Value)) return false;
            if (!ReferenceEquals(own.Key, other.Key) && own.Key != other.Key) return false;
        }

        return true;
    }

    public void Observe(double value) => Volatile.Write(ref _value, value);

    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < Edges.Length && value > Edges[bucket]) bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Add(value);
    }

    public void Add(double value)
    {
        double before;
        do before = Volatile.Read(ref _value);
        while (Interlocked.CompareExchange(ref _value, before + value, before) != before);
    }
}
