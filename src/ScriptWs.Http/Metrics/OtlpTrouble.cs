using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;
using ScriptWs.Http.Logging;

namespace ScriptWs.Http.Metrics;

/// <summary>Logs what the exporter reports nowhere else: once per kind of trouble, since reports follow every minute.</summary>
internal sealed class OtlpTrouble(string endpoint, ILogger log) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private readonly ConcurrentDictionary<int, bool> _told = new();

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter) EnableEvents(eventSource, EventLevel.Warning);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name == Exporter && eventData.Level <= EventLevel.Warning && _told.TryAdd(eventData.EventId, true))
            Log.CollectorNotTold(log, endpoint, eventData.EventName ?? "");
    }
}
