namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication.bearer</c>. Token in the <c>Authorization</c> header or among the subprotocols.</summary>
/// <remarks>
/// RFC 6750. A page in a browser puts the token beside <c>bearer</c> among the subprotocols. With a key, the server checks
/// tokens as JWTs (RFC 7519). Other tokens are for scripts.
/// </remarks>
public sealed record BearerOptions
{
    /// <summary>Whether bearer tokens are accepted. Default: <c>true</c>.</summary>
    [Setting("Whether bearer tokens are accepted.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Key of tokens signed with HS256, HS384 or HS512, at least 32 bytes of UTF-8. Default: <c>null</c>.</summary>
    [Setting("Key of tokens signed with HS256, HS384 or HS512, at least 32 bytes of UTF-8.", IsSecret = true)]
    public string? Secret { get; init; }

    /// <summary>
    /// File with the public keys of the token issuer (JWKS, RFC 7517), relative to the configuration's folder. Default:
    /// <c>null</c>.
    /// </summary>
    [Setting("File with the public keys of the token issuer (JWKS, RFC 7517), relative to the configuration's folder.")]
    public string? Jwks { get; init; }

    /// <summary>Accepted algorithms, as in <c>ES256</c>. Empty = all that the keys support. Default: <c>[]</c>.</summary>
    [Setting("Accepted algorithms, as in `ES256`. Empty = all that the keys support.")]
    public IReadOnlyList<string> Algorithms { get; init; } = [];

    /// <summary>
    /// Required claim <c>iss</c>. <c>*</c> = any. <c>null</c> = any, not permitted with <c>jwks</c>. Default: <c>null</c>.
    /// </summary>
    [Setting("Required claim `iss`. `*` = any. `null` = any, not permitted with `jwks`.")]
    public string? Issuer { get; init; }

    /// <summary>
    /// Required claim <c>aud</c>, or an entry of it. <c>*</c> = any. <c>null</c> = any, not permitted with <c>jwks</c>.
    /// Default: <c>null</c>.
    /// </summary>
    [Setting("Required claim `aud`, or an entry of it. `*` = any. `null` = any, not permitted with `jwks`.")]
    public string? Audience { get; init; }

    /// <summary>Tolerated difference from the clock of the token issuer. Default: <c>30s</c>.</summary>
    [Setting("Tolerated difference from the clock of the token issuer.", Maximum = 600_000)]
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Claim with the user's name. Default: <c>sub</c>.</summary>
    [Setting("Claim with the user's name.")]
    public string NameClaim { get; init; } = "sub";

    /// <summary>
    /// Claim with the user's roles, a list or a text separated by spaces. A dot leads to a nested claim, as in
    /// <c>realm_access.roles</c>. Default: <c>roles</c>.
    /// </summary>
    [Setting(
        "Claim with the user's roles, a list or a text separated by "
        + "spaces. A dot leads to a nested claim, as in `realm_access.roles`.")]
    public string RolesClaim { get; init; } = "roles";

    /// <summary>Whether <c>?access_token=</c> is accepted. Proxies and browser histories can store it. Default: <c>false</c>.</summary>
    [Setting("Whether `?access_token=` is accepted. Proxies and browser histories can store it.")]
    public bool InQuery { get; init; }

    /// <summary>Which keys there are; never the keys.</summary>
    public override string ToString() => $"bearer (secret: {Secret is not null}, jwks: {Jwks})";
}
