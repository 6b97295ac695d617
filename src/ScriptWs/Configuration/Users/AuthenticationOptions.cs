namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication</c>. Who can connect.</summary>
public sealed record AuthenticationOptions
{
    /// <summary>Whether clients must authenticate. Default: <c>false</c>.</summary>
    [Setting("Whether clients must authenticate.")]
    public bool Enabled { get; init; }

    /// <summary>Whether clients without credentials can connect. Invalid credentials are always rejected. Default: <c>false</c>.</summary>
    [Setting("Whether clients without credentials can connect. Invalid credentials are always rejected.")]
    public bool AllowAnonymous { get; init; }

    /// <summary>
    /// How a client is rejected. <c>http</c>: HTTP 401. <c>close</c>: the WebSocket opens and closes with 3000, which a page
    /// can see. Default: <c>http</c>.
    /// </summary>
    [Setting("How a client is rejected. `http`: HTTP 401. `close`: the WebSocket opens and closes with 3000, which a page can see.")]
    public RejectionMode Reject { get; init; } = RejectionMode.Http;

    /// <summary>
    /// Failed logins per address. Exceeded: the address is throttled with HTTP 429, and the delay doubles each time. 0 = no
    /// throttling. Default: <c>10</c>.
    /// </summary>
    [Setting(
        "Failed logins per address. Exceeded: the address is throttled "
        + "with HTTP 429, and the delay doubles each time. 0 = no throttling.",
        Maximum = 1_000_000)]
    public int MaxFailures { get; init; } = 10;

    /// <summary>Path prefix of logins, and of credentials in paths. Default: <c>/sgc</c>.</summary>
    [Setting("Path prefix of logins, and of credentials in paths.")]
    public string Prefix { get; init; } = "/sgc";

    /// <inheritdoc cref="BasicOptions"/>
    [Setting("User name and password in the `Authorization` header.")]
    public BasicOptions Basic { get; init; } = new();

    /// <inheritdoc cref="SessionOptions"/>
    [Setting("Token that a client requests before it connects.")]
    public SessionOptions Session { get; init; } = new();

    /// <inheritdoc cref="UrlOptions"/>
    [Setting("User name and password in the path.")]
    public UrlOptions Url { get; init; } = new();

    /// <inheritdoc cref="BearerOptions"/>
    [Setting("Token in the `Authorization` header or among the subprotocols.")]
    public BearerOptions Bearer { get; init; } = new();

    /// <inheritdoc cref="ApiKeyOptions"/>
    [Setting("API key in its own header.")]
    public ApiKeyOptions ApiKey { get; init; } = new();

    /// <summary>Known users, as <c>scriptws user NAME</c> prints them. Default: <c>[]</c>.</summary>
    [Setting("Known users, as `scriptws user NAME` prints them.")]
    public IReadOnlyList<UserOptions> Users { get; init; } = [];

    /// <summary>
    /// File with additional users, <c>{ "users": [ … ] }</c>, relative to the configuration's folder. Default: <c>null</c>.
    /// </summary>
    [Setting("File with additional users, `{ \"users\": [ … ] }`, relative to the configuration's folder.")]
    public string? UsersFile { get; init; }
}
