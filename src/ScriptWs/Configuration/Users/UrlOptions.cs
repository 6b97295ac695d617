namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication.url</c>. User name and password in the path.</summary>
public sealed record UrlOptions
{
    /// <summary>
    /// Whether credentials in the path are accepted. Proxies and browser histories can store them. Default: <c>false</c>.
    /// </summary>
    [Setting("Whether credentials in the path are accepted. Proxies and browser histories can store them.")]
    public bool Enabled { get; init; }
}
