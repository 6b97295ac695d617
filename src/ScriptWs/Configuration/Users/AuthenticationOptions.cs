namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication</c>: who may come in.</summary>
public sealed record AuthenticationOptions
{
    /// <summary>Whether clients must say who they are; default <c>false</c>.</summary>
    [Setting("Whether clients must say who they are.")]
    public bool Enabled { get; init; }

    /// <summary>Whether clients without credentials may come in all the same; default <c>false</c>. Wrong ones are refused.</summary>
    [Setting("Whether clients without credentials may come in all the same; wrong ones are refused.")]
    public bool AllowAnonymous { get; init; }

    /// <summary>How a client is refused; default <see cref="RejectionMode.Http"/>.</summary>
    [Setting("How a client is refused: HTTP 401, or a WebSocket that closes at once with 3000, which a page in a browser can see.")]
    public RejectionMode Reject { get; init; } = RejectionMode.Http;

    /// <summary>Attempts of one address that may fail before it has to wait, twice as long each time, with HTTP 429; default 10; 0 = no waiting.</summary>
    [Setting("Attempts of one address that may fail before it has to wait, twice as long each time; 0 for no waiting.", Maximum = 1_000_000)]
    public int MaxFailures { get; init; } = 10;

    /// <summary>What the paths of logins and of credentials in paths begin with; default <c>/sgc</c>.</summary>
    [Setting("What the paths of logins and of credentials in paths begin with.")]
    public string Prefix { get; init; } = "/sgc";

    /// <inheritdoc cref="BasicOptions"/>
    [Setting("User and password in the Authorization header.")]
    public BasicOptions Basic { get; init; } = new();

    /// <inheritdoc cref="SessionOptions"/>
    [Setting("A token asked for beforehand.")]
    public SessionOptions Session { get; init; } = new();

    /// <inheritdoc cref="UrlOptions"/>
    [Setting("User and password in the path.")]
    public UrlOptions Url { get; init; } = new();

    /// <inheritdoc cref="BearerOptions"/>
    [Setting("A token in the Authorization header, or among the subprotocols.")]
    public BearerOptions Bearer { get; init; } = new();

    /// <inheritdoc cref="ApiKeyOptions"/>
    [Setting("A key of a user in a header field of its own.")]
    public ApiKeyOptions ApiKey { get; init; } = new();

    /// <summary>The users that are known; none by default.</summary>
    [Setting("The users that are known.")]
    public IReadOnlyList<UserOptions> Users { get; init; } = [];

    /// <summary>A file with further users, <c>{ "users": [ … ] }</c>, relative to the configuration's folder; default <c>null</c>.</summary>
    [Setting("A file with further users, { \"users\": [ … ] }, relative to the configuration's folder.")]
    public string? UsersFile { get; init; }
}
