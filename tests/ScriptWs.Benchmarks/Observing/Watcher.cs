using System.Diagnostics;
using System.Diagnostics.Metrics;
using ScriptWs.Diagnostics;
using ScriptWs.Http.Metrics;

namespace ScriptWs.Benchmarks.Observing;

/// <summary>Somebody who wants to know what a server does, from when it is begun until it is disposed of.</summary>
/// <param name="Name">What is printed.</param>
/// <param name="Begin">Begins to watch a server.</param>
internal sealed record Watcher(string Name, Func<ScriptWsServer, IDisposable?> Begin)
{
    public static IReadOnlyList<Watcher> All { get; } =
    [
        new("nobody", _ => null),
        new("a MeterListener", _ => Listener()),
        new("figures for Prometheus", server => new MetricsCollector(server)),
        new("traces, each turn sampled", _ => Sampler()),
    ];

    private static MeterListener Listener()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Instruments.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.Start();
        return listener;
    }

    private static ActivityListener Sampler()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Tracing.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
