using ScriptWs.Authentication;
using ScriptWs.Configuration;

namespace ScriptWs.Running;

/// <summary>Finds endpoints that ask for authentication which no client can pass: legal, and hardly what was meant.</summary>
/// <param name="options">The configuration.</param>
/// <param name="files">The users and keys, those in files of their own too.</param>
/// <param name="asksScript">Whether the script at a path exports <c>onAuthenticate</c>.</param>
internal sealed class UnreachableEndpoints(ScriptWsOptions options, AuthenticationFiles files, Func<string, bool> asksScript)
{
    private const string Advice = "Add a user with \"scriptws user NAME\", a bearer key, or onAuthenticate to the script.";

    /// <returns>A sentence for each such endpoint.</returns>
    public IEnumerable<string> Describe() =>
        from endpoint in options.Endpoints
        let policy = new EndpointPolicy(options.Authentication, endpoint.Authentication)
        where policy is { IsOn: true, AllowsAnonymous: false } && !asksScript(endpoint.Path)
        where !(policy.TakesBearer && files.Keys.Count > 0) && !files.Users.Any(user => policy.Admits(new KnownUser(user.Name, user.Roles)))
        select $"endpoint {endpoint.Path}: authentication is required, but no client can pass it: {Reason()}. {Advice}";

    private string Reason() => files.Users.Count == 0 ? "there are no users, no bearer key and no onAuthenticate" : "its users and roles fit none of the configured users";
}
