using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Http.Logging;

namespace ScriptWs.Http.Metrics;

/// <summary>Keeps a server's figures while its configuration wants them; what the configuration says counts from the server's next start.</summary>
internal sealed class Telemetry
{
    private readonly ScriptWsServer _server;
    private readonly ILogger _log;
    private volatile MetricsCollector? _figures;
    private OtlpReports? _reports;

    public Telemetry(ScriptWsServer server, ILogger log)
    {
        (_server, _log) = (server, log);
        Options = server.Options.Metrics;
        // Now too: who connects while the server starts is counted.
        Begin();
        server.Started += Begin;
        server.Started += Report;
        server.Stopped += _ => EndReports();
    }

    /// <summary>Those of the server's last start.</summary>
    public MetricsOptions Options { get; private set; }

    /// <summary>The figures; <c>null</c> when they are disabled.</summary>
    public MetricsCollector? Figures => _figures;

    private void Begin()
    {
        Options = _server.Options.Metrics;
        if (Options.Prometheus.Enabled)
        {
            _figures ??= new MetricsCollector(_server);
            return;
        }

        _figures?.Dispose();
        _figures = null;
    }

    private void Report()
    {
        if (Options.Otlp.Endpoint is not { } endpoint) return;

        try
        {
            _reports = new OtlpReports(Options.Otlp, _log);
        }
        catch (ArgumentException)
        {
            // Its message may quote what the variable holds.
            Log.CollectorHeadersWrong(_log, endpoint, OtlpReports.HeadersVariable);
        }
    }

    /// <summary>The last report tells the end; the server's own lock makes starts and stops come one after the other.</summary>
    private void EndReports()
    {
        _reports?.Dispose();
        _reports = null;
    }
}
