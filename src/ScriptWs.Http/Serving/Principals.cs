using System.Security.Claims;

namespace ScriptWs.Http.Serving;

/// <summary>Who our rules say a client is, as ASP.NET knows users: for endpoints that ask <c>HttpContext.User</c>.</summary>
internal static class Principals
{
    public static ClaimsPrincipal Of(ScriptWsUser user) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, user.Name), .. user.Roles.Select(role => new Claim(ClaimTypes.Role, role))], user.Kind));
}
