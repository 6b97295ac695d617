using System.Diagnostics.Metrics;

namespace ScriptWs.Http.Metrics;

/// <summary>One instrument with its series, one for each combination of attributes. Any thread.</summary>
internal sealed class Family(Instrument instrument)
{
    /// <summary>Series of one instrument at most: attributes are paths, handlers and codes, and codes are the clients' to choose.</summary>
    private const int MaxSeries = 1000;

    private readonly Lock _lock = new();
    private Series[] _series = [];

    public string Name => instrument.Name;

    public string Unit => instrument.Unit ?? "";

    public string Description => instrument.Description ?? "";

    public bool IsHistogram { get; } = instrument is Histogram<double>;

    /// <summary>Whether its values only grow.</summary>
    public bool IsCounter { get; } = instrument is Counter<long> or ObservableCounter<long>;

    public IReadOnlyList<Series> AllSeries => Volatile.Read(ref _series);

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        if (Find(Volatile.Read(ref _series), attributes) is not { } series && (series = Create(attributes)) is null) return;

        if (instrument.IsObservable) series.Observe(value);
        else if (IsHistogram) series.Record(value);
        else series.Add(value);
    }

    /// <summary>What is observed next is all that there is: an endpoint that is gone has no generation.</summary>
    public void ForgetObserved()
    {
        if (!instrument.IsObservable) return;
        lock (_lock) Volatile.Write(ref _series, []);
    }

    /// <summary>A handful of series, so looking at each is faster than making a key of the attributes.</summary>
    private static Series? Find(Series[] all, ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        foreach (var series in all)
        {
            if (series.Has(attributes)) return series;
        }

        return null;
    }

    private Series? Create(ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        lock (_lock)
        {
            if (Find(_series, attributes) is { } made) return made;
            if (_series.Length == MaxSeries) return null;

            var series = new Series(attributes.ToArray(), IsHistogram);
            Volatile.Write(ref _series, [.. _series, series]);
            return series;
        }
    }
}
