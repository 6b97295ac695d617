using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ScriptWs.Configuration;

namespace ScriptWs.Http.Metrics;

/// <summary>Tells a collector the figures, and the traces if they are wanted, until it is disposed of. Nothing of OpenTelemetry is loaded without it.</summary>
internal sealed class OtlpReports : IDisposable
{
    /// <summary>For the last report of a server that stops; a collector that is gone must not hold it up.</summary>
    private const int LastReport = 2000;

    /// <summary>Holds what is sent along with each report, such as a key; the exporter reads it.</summary>
    public const string HeadersVariable = "OTEL_EXPORTER_OTLP_HEADERS";

    private const string Source = "ScriptWs";

    private readonly OtlpTrouble _trouble;
    private readonly MeterProvider _figures;
    private readonly TracerProvider? _traces;

    /// <exception cref="ArgumentException"><see cref="HeadersVariable"/> is wrong.</exception>
    public OtlpReports(OtlpOptions options, ILogger log)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(options.Service, serviceInstanceId: $"{Environment.MachineName}/{Environment.ProcessId}");
        _figures = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Source)
            .AddView(static instrument => instrument is Histogram<double> ? new ExplicitBucketHistogramConfiguration { Boundaries = [.. Series.Bounds] } : null)
            .AddOtlpExporter((exporter, reader) =>
            {
                Aim(exporter, options, "metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Interval.TotalMilliseconds;
            })
            .Build();
        if (options.Traces) _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Source).AddOtlpExporter(exporter => Aim(exporter, options, "traces")).Build();
        _trouble = new OtlpTrouble(options.Endpoint!, log);
    }

    public void Dispose()
    {
        _figures.Shutdown(LastReport);
        _traces?.Shutdown(LastReport);
        _figures.Dispose();
        _traces?.Dispose();
        _trouble.Dispose();
    }

    /// <summary>An address that is set in code is taken as it is, so the signal's path is ours to add.</summary>
    private static void Aim(OtlpExporterOptions exporter, OtlpOptions options, string signal)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{options.Endpoint!.TrimEnd('/')}/v1/{signal}");
    }
}
