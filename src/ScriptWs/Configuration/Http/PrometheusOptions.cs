namespace ScriptWs.Configuration;

/// <summary>The section <c>metrics.prometheus</c>. Page with metrics for Prometheus.</summary>
/// <remarks>Requires a web server (<see cref="ScriptWsServer.HttpServer"/>).</remarks>
public sealed record PrometheusOptions
{
    /// <summary>Whether metrics are collected and served. Default: <c>false</c>.</summary>
    [Setting("Whether metrics are collected and served.")]
    public bool Enabled { get; init; }

    /// <summary>Path of the page. Default: <c>/metrics</c>.</summary>
    [Setting("Path of the page.")]
    public string Path { get; init; } = "/metrics";

    /// <summary>Addresses and networks that can read it, as in <c>10.0.0.0/8</c>. Empty = this machine only. Default: <c>[]</c>.</summary>
    [Setting("Addresses and networks that can read it, as in `10.0.0.0/8`. Empty = this machine only.")]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Role required to read it. <c>null</c> = every client that can request pages. Default: <c>null</c>.</summary>
    [Setting("Role required to read it. `null` = every client that can request pages.")]
    public string? Role { get; init; }

    /// <summary>Whether the page is served on the port of the admin page only. Default: <c>false</c>.</summary>
    [Setting("Whether the page is served on the port of the admin page only.")]
    public bool AdminOnly { get; init; }
}
