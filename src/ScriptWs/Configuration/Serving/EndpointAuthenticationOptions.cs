namespace ScriptWs.Configuration;

/// <summary>
/// The section <c>endpoints[].authentication</c>. Authentication of this endpoint, in place of the server's. <c>false</c> =
/// none. <c>null</c> = the server's.
/// </summary>
public sealed record EndpointAuthenticationOptions
{
    /// <summary>Whether clients must authenticate. <c>null</c> = the server's setting. Default: <c>null</c>.</summary>
    [Setting("Whether clients must authenticate. `null` = the server's setting.")]
    public bool? Enabled { get; init; }

    /// <summary>Whether clients without credentials can connect. <c>null</c> = the server's setting. Default: <c>null</c>.</summary>
    [Setting("Whether clients without credentials can connect. `null` = the server's setting.")]
    public bool? AllowAnonymous { get; init; }

    /// <summary>
    /// Accepted kinds of credentials: <c>basic</c>, <c>session</c>, <c>url</c>, or another scheme in lower case. Empty = all
    /// that are enabled. Default: <c>[]</c>.
    /// </summary>
    [Setting("Accepted kinds of credentials: `basic`, `session`, `url`, or another scheme in lower case. Empty = all that are enabled.")]
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Users that can connect. Empty = all authenticated users, or those that <c>roles</c> admits. Default: <c>[]</c>.</summary>
    [Setting("Users that can connect. Empty = all authenticated users, or those that `roles` admits.")]
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>
    /// Roles whose users can connect. Empty = all authenticated users, or those that <c>users</c> admits. Default: <c>[]</c>.
    /// </summary>
    [Setting("Roles whose users can connect. Empty = all authenticated users, or those that `users` admits.")]
    public IReadOnlyList<string> Roles { get; init; } = [];
}
