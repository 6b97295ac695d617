namespace ScriptWs.Configuration;

/// <summary>The section <c>metrics</c>. Export of metrics and traces.</summary>
public sealed record MetricsOptions
{
    /// <inheritdoc cref="PrometheusOptions"/>
    [Setting("Page with metrics for Prometheus.")]
    public PrometheusOptions Prometheus { get; init; } = new();

    /// <inheritdoc cref="OtlpOptions"/>
    [Setting("Export to a collector with OTLP over HTTP.")]
    public OtlpOptions Otlp { get; init; } = new();
}
