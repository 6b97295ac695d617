using ScriptWs.Authentication;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs;

/// <summary>Joins authentication to opening handshakes: whom to ask, and how each result is answered. Any thread.</summary>
internal sealed class Gate(ScriptWsOptions options, Authenticator authenticator, UserQuestions others, OriginRules origins) : IGate
{
    /// <summary>When a client is told to come back that could not be looked at.</summary>
    private static readonly TimeSpan BusyRetryAfter = TimeSpan.FromSeconds(5);

    private readonly EndpointPolicy _anywhere = new(options.Authentication, null);
    private readonly SessionLogin _login = new(options.Authentication, authenticator, others, origins);
    private readonly Dictionary<string, EndpointPolicy> _policies =
        options.Endpoints.ToDictionary(endpoint => endpoint.Path, endpoint => new EndpointPolicy(options.Authentication, endpoint.Authentication), StringComparer.Ordinal);

    /// <summary>How a result that lets nobody in is answered; <c>null</c> for one that does.</summary>
    public static HttpRefusal? RefusalOf(AuthenticationResult result, string challenge) => result switch
    {
        AuthenticationResult.Wrong => HttpRefusals.Unauthorized(challenge),
        AuthenticationResult.TooMany { RetryAfter: var wait } => HttpRefusals.TooManyAttempts(wait),
        AuthenticationResult.Failed => HttpRefusals.ScriptFailed,
        AuthenticationResult.Busy => HttpRefusals.TooManyAuthenticate(BusyRetryAfter),
        _ => null,
    };

    public string EndpointPathOf(string path) => authenticator.Reader.Read(path, null).EndpointPath;

    public int BodyLimitOf(RequestHead head) => _login.BodyLimitOf(head);

    public void Admit(GateRequest request, Action<GateAnswer> answer)
    {
        var (upgrade, endpoint) = (request.Upgrade!, (Endpoint)request.Endpoint!);
        var policy = _policies[endpoint.Path];
        if (!policy.IsOn)
        {
            answer(new GateAnswer.Enter(upgrade));
            return;
        }

        // Scripts get to know the user, and have no business with what proves it.
        upgrade = upgrade with { Headers = HeaderFields.Without(upgrade.Headers, "authorization") };
        Decide(request, policy, Ask, (user, refusal) => answer(refusal is null
            ? new GateAnswer.Enter(upgrade with { User = user })
            : new GateAnswer.Refuse(refusal, options.Authentication.Reject == RejectionMode.Close ? CloseOf(refusal) : null)));

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

        var policy = request.Endpoint is Endpoint endpoint ? _policies[endpoint.Path] : _anywhere;
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

        var upgrade = new UpgradeRequest(head.Path, head.Query, HeaderFields.Without(head.Headers, "authorization"), [], request.Address.ToString());
        Decide(request, policy, Ask, (user, refusal) => answer(refusal, user));

        void Ask(Credentials credentials, Action<AuthenticationResult> done) =>
            others.Ask(request.Endpoint as Endpoint, null, credentials, upgrade, done);
    }

    /// <summary>The status that says in a browser what <paramref name="refusal"/> says by HTTP.</summary>
    private static CloseStatus CloseOf(HttpRefusal refusal) => refusal.Status switch
    {
        403 => CloseStatuses.Forbidden,
        429 => CloseStatuses.TooManyAttempts,
        500 => CloseStatuses.ScriptFailed,
        503 => CloseStatuses.TooManyAuthenticate,
        _ => CloseStatuses.Unauthorized,
    };

    private void Decide(
        GateRequest request, EndpointPolicy policy, Action<Credentials, Action<AuthenticationResult>> ask, Action<ConnectionUser?, HttpRefusal?> decided)
    {
        var challenge = policy.TakesBasic ? $"Basic realm=\"{options.Authentication.Basic.Realm}\", charset=\"UTF-8\"" : SessionLogin.Challenge;
        var presented = authenticator.Reader.Read(request.Head.Path, request.Head.Header("authorization"));
        if (presented is { Credentials: null, IsMalformed: false })
        {
            decided(null, policy.AllowsAnonymous ? null : HttpRefusals.Unauthorized(challenge));
            return;
        }

        authenticator.Authenticate(new AuthenticationAttempt(presented, request.Address, policy.Kinds, request.IsWanted, ask), result =>
        {
            if (result is not AuthenticationResult.Known known) decided(null, RefusalOf(result, challenge));
            else if (!policy.Admits(known.User)) decided(null, HttpRefusals.UserNotAllowed);
            else decided(new ConnectionUser(known.User.Name, known.User.Roles, presented.Credentials!.Kind, known.User.Claims), null);
        });
    }
}
