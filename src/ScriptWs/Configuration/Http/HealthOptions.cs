namespace ScriptWs.Configuration;

/// <summary>The section <c>health</c>. Health checks over plain HTTP for load balancers and supervisors.</summary>
public sealed record HealthOptions
{
    /// <summary>Whether health checks are served. Default: <c>true</c>.</summary>
    [Setting("Whether health checks are served.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Path that returns 200 while the server runs. Default: <c>/healthz</c>.</summary>
    [Setting("Path that returns 200 while the server runs.")]
    public string Live { get; init; } = "/healthz";

    /// <summary>
    /// Path that returns 200 while the server accepts clients, and 503 while it stops or is low on memory. The body is <c>ready
    /// (previous version)</c> while the files on disk are rejected. Default: <c>/readyz</c>.
    /// </summary>
    [Setting(
        "Path that returns 200 while the server accepts clients, and 503 while it stops or is low on memory. "
        + "The body is `ready (previous version)` while the files on disk are rejected.")]
    public string Ready { get; init; } = "/readyz";

    /// <summary>
    /// Process memory above which the server is not ready. 0 = when the machine's memory is nearly used up. Default: <c>0</c>.
    /// </summary>
    [Setting("Process memory above which the server is not ready. 0 = when the machine's memory is nearly used up.")]
    public long Memory { get; init; }
}
