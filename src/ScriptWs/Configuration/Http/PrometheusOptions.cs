namespace ScriptWs.Configuration;

/// <summary>The section <c>metrics.prometheus</c>: a page of figures that Prometheus asks for. It needs a web server (<see cref="ScriptWsServer.HttpServer"/>).</summary>
public sealed record PrometheusOptions
{
    /// <summary>Whether the page is there, and figures are kept for it; default <c>false</c>.</summary>
    [Setting("Whether the page is there, and figures are kept for it.")]
    public bool Enabled { get; init; }

    /// <summary>The page's path; default <c>/metrics</c>.</summary>
    [Setting("The page's path.")]
    public string Path { get; init; } = "/metrics";

    /// <summary>Addresses and networks that may read it, as in <c>10.0.0.0/8</c>; none by default = this machine only.</summary>
    [Setting("Addresses and networks that may read it, as in \"10.0.0.0/8\"; none for this machine only.")]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The role that a user must have to read it; default <c>null</c> = whoever may ask for a page.</summary>
    [Setting("The role that a user must have to read it; null for whoever may ask for a page.")]
    public string? Role { get; init; }

    /// <summary>Whether the page is on the port of the admin page only, for users with its role or with <see cref="Role"/>; default <c>false</c>.</summary>
    [Setting("Whether the page is on the port of the admin page only, for users with its role or with role.")]
    public bool AdminOnly { get; init; }
}
