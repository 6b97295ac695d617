using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ScriptWs.Http.Metrics;

/// <summary>
/// Adds up what one server measures, from the moment it is made; whatever other servers of the process measure is not its affair.
/// Any thread.
/// </summary>
internal sealed class MetricsCollector : IDisposable
{
    private const string MeterName = "ScriptWs";

    private readonly ConcurrentDictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();

    public MetricsCollector(ScriptWsServer server)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == MeterName && instrument.Meter.Scope == server) listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument.Name, _ => new Family(instrument)));
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((Family)family!).Add(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((Family)family!).Add(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((Family)family!).Add(value, tags));
        _listener.Start();
    }

    /// <summary>Asks for what can be asked for, and looks at all of it.</summary>
    /// <param name="read">Told the families by their names, while no other reading goes on.</param>
    public T Read<T>(Func<IEnumerable<Family>, T> read)
    {
        lock (_lock)
        {
            foreach (var family in _families.Values) family.ForgetObserved();
            _listener.RecordObservableInstruments();
            return read(_families.Values.OrderBy(family => family.Name, StringComparer.Ordinal));
        }
    }

    public void Dispose() => _listener.Dispose();
}
