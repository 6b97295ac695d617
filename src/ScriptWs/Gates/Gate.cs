using System.Net;
using ScriptWs.Authentication;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Endpoints;
using ScriptWs.Protocol;
using ScriptWs.Routing;

namespace ScriptWs.Gates;

/// <summary>Joins authentication to opening handshakes: whom to ask, and how each result is answered. Any thread.</summary>
internal sealed class Gate(ScriptWsOptions options, Authenticator authenticator, UserQuestions others, OriginRules origins) : IGate
{
    private readonly Challenges _challenges = new(options.Authentication);
    private readonly EndpointPolicy _anywhere = new(options.Authentication, null);
    private readonly SessionLogin _login = new(options.Authentication, authenticator, others, origins);
    private readonly Dictionary<string, EndpointPolicy> _policies =
        options.Endpoints.ToDictionary(endpoint => endpoint.Path, endpoint => new EndpointPolicy(options.Authentication, endpoint.Authentication), StringComparer.Ordinal);

    public string EndpointPathOf(string path) => authenticator.Reader.EndpointPathOf(path);

    public UpgradeRequest ForScripts(UpgradeRequest request) => ScriptView.Of(request, authenticator.Reader);

    public bool LetsIn(IEndpoint endpoint, ConnectionUser user) =>
        _policies.TryGetValue(endpoint.Path, out var policy) && (!policy.IsOn || policy.Admits(new KnownUser(user.Name, user.Roles, user.Claims)));

    public int BodyLimitOf(RequestHead head) => _login.BodyLimitOf(head);

    public void Admit(GateRequest request, Action<GateAnswer> answer)
    {
        var (upgrade, endpoint) = (request.Upgrade!, (Endpoint)request.Endpoint!.Value.Value);
        if (!_policies.TryGetValue(endpoint.Path, out var policy))
        {
            // The endpoint came with a configuration that took over while this client's handshake was under way.
            answer(new GateAnswer.Refuse(HttpRefusals.PathNotFound, null));
            return;
        }

        if (!policy.IsOn)
        {
            answer(new GateAnswer.Enter(upgrade));
            return;
        }

        upgrade = ForScripts(upgrade);
        Decide(request, policy, Ask, (user, refusal) => answer(refusal is null
            ? new GateAnswer.Enter(upgrade with { User = user })
            : new GateAnswer.Refuse(refusal.Http, options.Authentication.Reject == RejectionMode.Close ? refusal.Close : null)));

        void Ask(Credentials credentials, Action<AuthenticationResult> done) => others.Ask(endpoint, request.Mailbox, credentials, upgrade, done);
    }

    public void AnswerHttp(GateRequest request, ReadOnlyMemory<byte> body, Action<HttpRefusal?, ConnectionUser?> answer)
    {
        var head = request.Head;
        if (_login.IsMeant(head))
        {
            _login.Answer(request, body, login => answer(login, null));
            return;
        }

        var endpoint = request.Endpoint?.Value as Endpoint;
        var policy = _anywhere;
        if (endpoint is not null && !_policies.TryGetValue(endpoint.Path, out policy))
        {
            answer(HttpRefusals.PathNotFound, null);
            return;
        }

        // Credentials in a path are for WebSockets.
        if (EndpointPathOf(head.Path) != head.Path)
        {
            answer(HttpRefusals.NotAWebSocket, null);
            return;
        }

        // A question about the server's abilities is no visit.
        if (head.Method == "OPTIONS" || !policy.IsOn)
        {
            answer(null, null);
            return;
        }

        var upgrade = ForScripts(new UpgradeRequest(head.Path, head.Query, head.Headers, [], request.Address.ToString())
        {
            Endpoint = endpoint?.Path ?? "",
            Parameters = request.Endpoint?.Parameters ?? RouteParameters.None,
        });
        Decide(request, policy, Ask, (user, refusal) => answer(refusal?.Http, user));

        void Ask(Credentials credentials, Action<AuthenticationResult> done) =>
            others.Ask(endpoint, null, credentials, upgrade, done);
    }

    /// <summary>A connection shows a new token. It must be the same user's, and may get no further than one that comes now.</summary>
    /// <param name="connection">Whose user is known.</param>
    /// <param name="endpoint">Where it is.</param>
    /// <param name="token">The token.</param>
    /// <param name="done">Told the user, or <c>null</c>.</param>
    public void Reauthenticate(Connection connection, Endpoint endpoint, string token, Action<ConnectionUser?> done)
    {
        // An endpoint of a configuration that is about to take over is not among them yet.
        if (connection.User is not { } user || !_policies.TryGetValue(endpoint.Path, out var policy) || !policy.IsOn || !BearerPlaces.IsToken(token))
        {
            done(null);
            return;
        }

        var credentials = new Credentials(CredentialKinds.Bearer, Token: token);
        var address = IPAddress.TryParse(connection.Request.RemoteAddress, out var parsed) ? parsed : IPAddress.None;
        var attempt = new AuthenticationAttempt(new(endpoint.Path, credentials) { IsBearer = true }, address, policy.Kinds, () => connection.State == ConnectionState.Open, Ask);
        authenticator.Authenticate(attempt, result => done(
            result is AuthenticationResult.Known { User: var again } && again.Name == user.Name && policy.Admits(again) ? UserOf(again, credentials) : null));

        void Ask(Credentials shown, Action<AuthenticationResult> done) => others.Ask(endpoint, null, shown, connection.Request, done);
    }

    private static ConnectionUser UserOf(KnownUser user, Credentials credentials) =>
        new(user.Name, user.Roles, credentials.Kind, user.Claims) { ExpiresAt = user.ExpiresAt };

    private void Decide(
        GateRequest request, EndpointPolicy policy, Action<Credentials, Action<AuthenticationResult>> ask, Action<ConnectionUser?, AuthenticationRefusal?> decided)
    {
        var presented = authenticator.Reader.Read(new CredentialSource(request.Head.Path, request.Head.Query, request.Head.Header));
        // What is good for one endpoint is so at each path that the endpoint answers.
        if (request.Endpoint is { Value: var endpoint }) presented = presented with { EndpointPath = endpoint.Path };
        if (presented is { Credentials: null, IsMalformed: false })
        {
            decided(null, policy.AllowsAnonymous ? null : AuthenticationRefusal.Unauthorized(_challenges.For(policy, presented, null)));
            return;
        }

        authenticator.Authenticate(new AuthenticationAttempt(presented, request.Address, policy.Kinds, request.IsWanted, ask), result =>
        {
            if (result is not AuthenticationResult.Known found) decided(null, AuthenticationRefusal.Of(result, _challenges.For(policy, presented, result)));
            else if (!policy.Admits(found.User)) decided(null, AuthenticationRefusal.UserNotAllowed);
            else decided(UserOf(found.User, presented.Credentials!), null);
        });
    }
}
