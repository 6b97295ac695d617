using ScriptWs.Configuration;

namespace ScriptWs.Authentication;

/// <summary>What an endpoint asks of its clients: the server's settings with its own over them; immutable.</summary>
internal sealed class EndpointPolicy
{
    private readonly IReadOnlyList<string> _users;
    private readonly IReadOnlyList<string> _roles;

    public EndpointPolicy(AuthenticationOptions server, EndpointAuthenticationOptions? endpoint)
    {
        IsOn = endpoint?.Enabled ?? server.Enabled;
        (_users, _roles) = (endpoint?.Users ?? [], endpoint?.Roles ?? []);
        Kinds = endpoint is { Kinds.Count: > 0 } ? endpoint.Kinds : null;
        // A list of users or roles excludes anonymous clients.
        AllowsAnonymous = (endpoint?.AllowAnonymous ?? server.AllowAnonymous) && _users.Count == 0 && _roles.Count == 0;
        TakesBasic = server.Basic.Enabled && Kinds?.Contains(CredentialKinds.Basic) != false;
        TakesBearer = server.Bearer.Enabled && Kinds?.Contains(CredentialKinds.Bearer) != false;
        AsksForBearer = TakesBearer && (Kinds is not null || server.Bearer is not { Secret: null, Jwks: null });
        AsksForApiKey = server.ApiKey.Enabled && Kinds?.Contains(CredentialKinds.ApiKey) == true;
    }

    /// <summary>Whether clients are asked at all.</summary>
    public bool IsOn { get; }

    /// <summary>Whether clients without credentials are accepted.</summary>
    public bool AllowsAnonymous { get; }

    /// <summary>The kinds that are taken; <c>null</c> for all that are on.</summary>
    public IReadOnlyList<string>? Kinds { get; }

    /// <summary>Whether the challenge asks for a name and a password.</summary>
    public bool TakesBasic { get; }

    /// <summary>Whether bearer tokens are taken.</summary>
    public bool TakesBearer { get; }

    /// <summary>Whether the challenge asks for a bearer token; where only scripts know any it does so if the endpoint says so.</summary>
    public bool AsksForBearer { get; }

    /// <summary>Whether the challenge asks for an API key.</summary>
    public bool AsksForApiKey { get; }

    /// <summary>Whether the endpoint accepts this user.</summary>
    public bool Admits(KnownUser user) =>
        (_users.Count == 0 && _roles.Count == 0) || _users.Contains(user.Name) || user.Roles.Any(_roles.Contains);
}
