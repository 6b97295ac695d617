namespace ScriptWs.Configuration;

/// <summary>The section <c>metrics.otlp</c>. Export to a collector with OTLP over HTTP.</summary>
/// <remarks>Requires a web server (<see cref="ScriptWsServer.HttpServer"/>).</remarks>
public sealed record OtlpOptions
{
    /// <summary>Address of the collector, as in <c>http://127.0.0.1:4318</c>. <c>null</c> = no export. Default: <c>null</c>.</summary>
    [Setting("Address of the collector, as in `http://127.0.0.1:4318`. `null` = no export.")]
    public string? Endpoint { get; init; }

    /// <summary>Time between two exports. Default: <c>60s</c>.</summary>
    [Setting("Time between two exports.", Minimum = 1000, Maximum = 86_400_000)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether opening handshakes, turns and reloads are exported as traces. Default: <c>false</c>.</summary>
    [Setting("Whether opening handshakes, turns and reloads are exported as traces.")]
    public bool Traces { get; init; }

    /// <summary>Name of this server at the collector (<c>service.name</c>). Default: <c>scriptws</c>.</summary>
    [Setting("Name of this server at the collector (`service.name`).")]
    public string Service { get; init; } = "scriptws";
}
