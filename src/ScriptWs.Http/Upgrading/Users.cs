using System.Security.Claims;
using System.Text.Json;

namespace ScriptWs.Http.Upgrading;

/// <summary>Who ASP.NET says a client is, as ours.</summary>
internal static class Users
{
    /// <returns><c>null</c> when no user was authenticated.</returns>
    public static ScriptWsUser? Of(ClaimsPrincipal principal)
    {
        if (principal.Identity is not ClaimsIdentity { IsAuthenticated: true } identity) return null;

        var name = identity.Name ?? principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? principal.FindFirstValue("sub") ?? "";
        var claims = principal.Claims
            .Where(claim => claim.Type != identity.RoleClaimType && claim.Type != identity.NameClaimType)
            .GroupBy(claim => claim.Type)
            .ToDictionary(group => group.Key, group => group.Count() == 1 ? (object)group.First().Value : group.Select(claim => claim.Value).ToArray());
        return new ScriptWsUser(name)
        {
            Roles = [.. principal.FindAll(identity.RoleClaimType).Select(claim => claim.Value)],
            Kind = identity.AuthenticationType!.ToLowerInvariant(),
            Claims = JsonSerializer.SerializeToElement(claims),
        };
    }

    private static string? FindFirstValue(this ClaimsPrincipal principal, string type) => principal.FindFirst(type)?.Value;
}
