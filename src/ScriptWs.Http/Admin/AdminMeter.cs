using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ScriptWs.Http.Admin;

/// <summary>
/// Reads a server's own instruments. Histograms are left out: they would be paid for at each message.
/// </summary>
internal sealed class AdminMeter : IDisposable
{
    private const string MeterName = "ScriptWs";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _observed = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public AdminMeter(ScriptWsServer server)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == MeterName && ReferenceEquals(instrument.Meter.Scope, server) && instrument is not Histogram<double>) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(Take);
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.Start();
    }

    public AdminTotals Read()
    {
        lock (_lock)
        {
            _observed.Clear();
            _listener.RecordObservableInstruments();
            return new AdminTotals
            {
                Active = Of("scriptws.connections.active"),
                Opened = Of("scriptws.connections.opened"),
                Closed = Of("scriptws.connections.closed"),
                Received = Of("scriptws.messages.received"),
                Sent = Of("scriptws.messages.sent"),
                Dropped = Of("scriptws.messages.dropped"),
                BytesReceived = Of("scriptws.io.received"),
                BytesSent = Of("scriptws.io.sent"),
                Buffered = Of("scriptws.connections.buffered"),
                Waiting = Of("scriptws.mailbox.length"),
                Failures = Of("scriptws.script.failures"),
                HeartbeatTimeouts = Of("scriptws.heartbeat.timeouts"),
                ListenerFaults = Of("scriptws.listener.faults"),
            };
        }
    }

    public void Dispose() => _listener.Dispose();

    private long Of(string name) => _observed.GetValueOrDefault(name) + _counted.GetValueOrDefault(name);

    private void Take(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        // Observed ones tell their whole value, on the thread that asks; counters each step, on any thread.
        if (instrument.IsObservable) _observed[instrument.Name] = _observed.GetValueOrDefault(instrument.Name) + value;
        else _counted.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
    }
}
