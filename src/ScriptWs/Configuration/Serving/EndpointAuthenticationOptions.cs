namespace ScriptWs.Configuration;

/// <summary>The section <c>endpoints[].authentication</c>: what one endpoint asks of its clients, in place of the server's.</summary>
public sealed record EndpointAuthenticationOptions
{
    /// <summary>Whether its clients must say who they are; default <c>null</c> = as the server's.</summary>
    [Setting("Whether its clients must say who they are; null as the server's.")]
    public bool? Enabled { get; init; }

    /// <summary>Whether clients without credentials may come in all the same; default <c>null</c> = as the server's.</summary>
    [Setting("Whether clients without credentials may come in all the same; null as the server's.")]
    public bool? AllowAnonymous { get; init; }

    /// <summary>The kinds that it takes: <c>basic</c>, <c>session</c>, <c>url</c>, or another scheme in lower case; none by default = all that are on.</summary>
    [Setting("The kinds that it takes: basic, session, url, or another scheme in lower case; none for all that are on.")]
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Users who may come in; none by default = everybody who is known, or whom <see cref="Roles"/> lets in.</summary>
    [Setting("Users who may come in; none for everybody who is known, or whom the roles let in.")]
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Roles whose users may come in; none by default = everybody who is known, or whom <see cref="Users"/> lets in.</summary>
    [Setting("Roles whose users may come in; none for everybody who is known, or whom the users let in.")]
    public IReadOnlyList<string> Roles { get; init; } = [];
}
