using System.Globalization;
using System.Text.Json;
using ScriptWs.Authentication;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Gates;

/// <summary>
/// The first step of the Session kind: name and password against a token. <c>GET …/session/USER/PASSWORD</c> answers the
/// token alone; <c>POST …/session</c>, with a Basic header or a JSON body, answers <c>{"token", "expiresIn"}</c>.
/// </summary>
internal sealed class SessionLogin(AuthenticationOptions options, Authenticator authenticator, UserQuestions others, OriginRules origins)
{
    private const int MaxBody = 8 * 1024;

    private static readonly KeyValuePair<string, string> NoStore = new("Cache-Control", "no-store");

    private static readonly KeyValuePair<string, string>[] Preflight =
    [
        new("Access-Control-Allow-Methods", "GET, POST"),
        new("Access-Control-Allow-Headers", "Authorization, Content-Type"),
        new("Access-Control-Max-Age", "600"),
    ];

    private static readonly HttpRefusal BadBody = HttpRefusals.Malformed("The body must be { \"user\": \"…\", \"password\": \"…\" }.");

    public bool IsMeant(RequestHead head) => options.Session.Enabled && Read(head) is not null;

    public int BodyLimitOf(RequestHead head) =>
        head.Method == "POST" && options.Session.Enabled && Read(head) is { Credentials: null, IsMalformed: false } ? MaxBody : 0;

    /// <summary>A page may read the answer that may connect (the Fetch standard's CORS protocol).</summary>
    public void Answer(GateRequest request, ReadOnlyMemory<byte> body, Action<HttpRefusal> answer)
    {
        var origin = request.Head.Header("origin");
        if (origins.Check(request.Head, request.Address) is { } refused) answer(refused);
        else if (request.Head.Method == "OPTIONS") answer(WithHeaders(new HttpRefusal(200, ""), [.. ForPage(origin), .. Preflight]));
        else AnswerLogin(request, body, result => answer(WithHeaders(result, [.. ForPage(origin), NoStore])));
    }

    private void AnswerLogin(GateRequest request, ReadOnlyMemory<byte> body, Action<HttpRefusal> answer)
    {
        var head = request.Head;
        var presented = Read(head)!;
        var inPath = head.Path != authenticator.Reader.LoginPath;
        if (head.Method != (inPath ? "GET" : "POST"))
        {
            answer(HttpRefusals.MethodNotOneOf(inPath ? "GET" : "POST"));
            return;
        }

        if (presented is { Credentials: null, IsMalformed: false })
        {
            if (!TryReadBody(body, out var user, out var password))
            {
                answer(BadBody);
                return;
            }

            var credentials = CredentialReader.OfPassword(CredentialKinds.Session, user, password);
            presented = presented with { Credentials = credentials, IsMalformed = credentials is null };
        }
        else if (presented.Credentials is { } given)
        {
            presented = presented with { Credentials = given with { Kind = CredentialKinds.Session } };
        }

        string? scope = null;
        var upgrade = ScriptView.Of(new UpgradeRequest(inPath ? "/" : head.Path, head.Query, head.Headers, [], request.Address.ToString()), authenticator.Reader);
        authenticator.Authenticate(new AuthenticationAttempt(presented, request.Address, null, request.IsWanted, Ask), result =>
        {
            if (result is AuthenticationResult.Known known) _ = AnswerTokenAsync(known.User, scope, inPath, answer);
            else answer(AuthenticationRefusal.Of(result, Challenges.Session)!.Http);
        });

        // A user that an endpoint's script accepted is valid at this endpoint only.
        void Ask(Credentials credentials, Action<AuthenticationResult> done) => others.AskForSession(credentials, upgrade, (result, path) =>
        {
            scope = path;
            done(result);
        });
    }

    private async Task AnswerTokenAsync(KnownUser user, string? scope, bool inPath, Action<HttpRefusal> answer)
    {
        var token = await authenticator.Sessions.CreateAsync(user, scope).ConfigureAwait(false);
        answer(token is not null
            ? Token(token, inPath)
            : AuthenticationRefusal.Of(AuthenticationResult.Busy.Instance, Challenges.Session)!.Http);
    }

    private PresentedCredentials? Read(RequestHead head) => authenticator.Reader.ReadLogin(head.Path, head.Header("authorization"));

    private HttpRefusal Token(string token, bool inPath) => inPath
        ? new(200, token)
        : new(
            200,
            string.Create(CultureInfo.InvariantCulture, $"{{\"token\":\"{token}\",\"expiresIn\":{options.Session.Lifetime.TotalSeconds}}}"),
            [new("Content-Type", "application/json")]);

    private static IEnumerable<KeyValuePair<string, string>> ForPage(string? origin) =>
        origin is null ? [] : [new("Access-Control-Allow-Origin", origin), new("Access-Control-Expose-Headers", "Retry-After"), new("Vary", "Origin")];

    private static HttpRefusal WithHeaders(HttpRefusal answer, IEnumerable<KeyValuePair<string, string>> headers) =>
        answer with { Headers = [.. answer.Headers ?? [], .. headers] };

    private static bool TryReadBody(ReadOnlyMemory<byte> body, out string user, out string password)
    {
        (user, password) = ("", "");
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return false;
            user = json.RootElement.GetProperty("user").GetString() ?? "";
            password = json.RootElement.GetProperty("password").GetString() ?? "";
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}
