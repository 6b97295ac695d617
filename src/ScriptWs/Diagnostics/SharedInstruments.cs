using System.Diagnostics.Metrics;

namespace ScriptWs.Diagnostics;

/// <summary>Instruments of a server whose measurements name the endpoint.</summary>
internal sealed class SharedInstruments(Meter meter)
{
    public Counter<long> Opened { get; } = meter.CreateCounter<long>("scriptws.connections.opened", "{connection}", "WebSockets that were opened.");

    public Counter<long> Closed { get; } =
        meter.CreateCounter<long>("scriptws.connections.closed", "{connection}", "WebSockets that were closed, by status code.");

    public Histogram<double> TurnDuration { get; } =
        meter.CreateHistogram<double>("scriptws.turn.duration", "s", "Time that one call of a handler took.");

    public Counter<long> ScriptFailures { get; } =
        meter.CreateCounter<long>("scriptws.script.failures", "{failure}", "Handlers that threw, rejected or went over their budget.");
}
