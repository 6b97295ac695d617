using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace ScriptWs.Tests.Diagnostics;

/// <summary>Listens to the instruments of one server, whatever others run beside it.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new();
    private readonly ConcurrentDictionary<string, double> _observed = new();

    public Measurements(ScriptWsServer server)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != "ScriptWs" || instrument.Meter.Scope != server) return;
            Instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, 1, tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    /// <summary>What a counter has come to, or how often a histogram was told; by its name and attributes: <c>name{value,value}</c>.</summary>
    public IReadOnlyDictionary<string, double> Collect()
    {
        _observed.Clear();
        _listener.RecordObservableInstruments();
        return _sums.Concat(_observed).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = string.Join(',', tags.ToArray().Select(tag => Convert.ToString(tag.Value, CultureInfo.InvariantCulture)));
        var key = values.Length == 0 ? instrument.Name : $"{instrument.Name}{{{values}}}";
        if (instrument.IsObservable) _observed[key] = value;
        else _sums.AddOrUpdate(key, value, (_, sum) => sum + value);
    }
}
