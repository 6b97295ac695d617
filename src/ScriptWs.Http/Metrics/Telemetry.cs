using ScriptWs.Configuration;

namespace ScriptWs.Http.Metrics;

/// <summary>Keeps a server's figures while its configuration wants them; what the configuration says counts from the server's next start.</summary>
internal sealed class Telemetry
{
    private readonly ScriptWsServer _server;
    private volatile MetricsCollector? _figures;

    public Telemetry(ScriptWsServer server)
    {
        _server = server;
        Options = server.Options.Metrics;
        // Now too: who connects while the server starts is counted.
        Begin();
        server.Started += Begin;
    }

    /// <summary>Those of the server's last start.</summary>
    public MetricsOptions Options { get; private set; }

    /// <summary>The figures; <c>null</c> when nobody may ask for them.</summary>
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
}
