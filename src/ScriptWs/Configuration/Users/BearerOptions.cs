namespace ScriptWs.Configuration;

/// <summary>
/// The section <c>authentication.bearer</c>: a token in the Authorization header (RFC 6750), or beside <c>bearer</c> among
/// the subprotocols, where a page can put it. With a key, tokens are JWTs (RFC 7519) and checked by the server; others are for scripts.
/// </summary>
public sealed record BearerOptions
{
    /// <summary>Whether it is accepted; default <c>true</c>.</summary>
    [Setting("Whether it is accepted.")]
    public bool Enabled { get; init; } = true;

    /// <summary>What tokens are signed with by HS256, HS384 or HS512, at least 32 bytes of UTF-8; default <c>null</c>.</summary>
    [Setting("What tokens are signed with by HS256, HS384 or HS512, at least 32 bytes of UTF-8.", IsSecret = true)]
    public string? Secret { get; init; }

    /// <summary>A file with the public keys of whoever issues tokens (RFC 7517), relative to the configuration's folder; default <c>null</c>.</summary>
    [Setting("A file with the public keys of whoever issues tokens (JWKS), relative to the configuration's folder.")]
    public string? Jwks { get; init; }

    /// <summary>The algorithms that are taken, as in <c>ES256</c>; none by default = all that the keys are made for.</summary>
    [Setting("The algorithms that are taken, as in ES256; none for all that the keys are made for.")]
    public IReadOnlyList<string> Algorithms { get; init; } = [];

    /// <summary>What <c>iss</c> must be, or <c>*</c> for anything; default <c>null</c> = anything, which <see cref="Jwks"/> does not permit.</summary>
    [Setting("What the claim iss must be; * for anything.")]
    public string? Issuer { get; init; }

    /// <summary>What <c>aud</c> must be or hold, or <c>*</c> for anything; default <c>null</c> = anything, which <see cref="Jwks"/> does not permit.</summary>
    [Setting("What the claim aud must be, or hold; * for anything.")]
    public string? Audience { get; init; }

    /// <summary>How far the clock of whoever issues tokens may be off; default 30 s.</summary>
    [Setting("How far the clock of whoever issues tokens may be off.", Maximum = 600_000)]
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The claim that is the user's name; default <c>sub</c>.</summary>
    [Setting("The claim that is the user's name.")]
    public string NameClaim { get; init; } = "sub";

    /// <summary>The claim that holds the user's roles, a list or a text with spaces between them; default <c>roles</c>. A dot leads inside, as in <c>realm_access.roles</c>.</summary>
    [Setting("The claim that holds the user's roles, a list or a text with spaces between them; a dot leads inside, as in realm_access.roles.")]
    public string RolesClaim { get; init; } = "roles";

    /// <summary>Whether <c>?access_token=</c> is taken too, which proxies and histories may keep; default <c>false</c>.</summary>
    [Setting("Whether ?access_token= is taken too, which proxies and histories may keep.")]
    public bool InQuery { get; init; }

    /// <summary>Which keys there are; never the keys.</summary>
    public override string ToString() => $"bearer (secret: {Secret is not null}, jwks: {Jwks})";
}
