namespace ScriptWs.Configuration;

/// <summary>The section <c>metrics</c>: who is told what the server measures.</summary>
public sealed record MetricsOptions
{
    /// <inheritdoc cref="PrometheusOptions"/>
    [Setting("A page of figures that Prometheus asks for.")]
    public PrometheusOptions Prometheus { get; init; } = new();

    /// <inheritdoc cref="OtlpOptions"/>
    [Setting("A collector that is told the figures in OpenTelemetry's protocol, over HTTP.")]
    public OtlpOptions Otlp { get; init; } = new();
}
