namespace ScriptWs.Configuration;

/// <summary>The section <c>metrics.otlp</c>: a collector that is told the figures in OpenTelemetry's protocol, over HTTP. It needs a web server (<see cref="ScriptWsServer.HttpServer"/>).</summary>
public sealed record OtlpOptions
{
    /// <summary>The collector's address, as in <c>http://127.0.0.1:4318</c>; default <c>null</c> = none.</summary>
    [Setting("The collector's address, as in http://127.0.0.1:4318; null for none.")]
    public string? Endpoint { get; init; }

    /// <summary>Time between two reports; default one minute.</summary>
    [Setting("Time between two reports.", Minimum = 1000, Maximum = 86_400_000)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether it is told of each opening handshake, turn and reload too (traces); default <c>false</c>.</summary>
    [Setting("Whether it is told of each opening handshake, turn and reload too (traces).")]
    public bool Traces { get; init; }

    /// <summary>The name that the server goes by there (<c>service.name</c>); default <c>scriptws</c>.</summary>
    [Setting("The name that the server goes by there (service.name).")]
    public string Service { get; init; } = "scriptws";
}
