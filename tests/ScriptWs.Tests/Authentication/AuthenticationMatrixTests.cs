using ScriptWs.Configuration;

namespace ScriptWs.Tests.Authentication;

/// <summary>
/// Each kind, with credentials that are right, wrong, missing and malformed, over a WebSocket and over plain HTTP, for
/// every way that server and endpoint can be set: whom the server lets in, and how it tells the others.
/// </summary>
public sealed class AuthenticationMatrixTests
{
    public enum Override
    {
        None,
        Off,
        ItsKindOnly,
        AnotherKindOnly,
        ItsUser,
        ItsRole,
        AnotherRole,
    }

    [Theory]
    [Matrix]
    public async Task Basic_InEveryState_IsAnsweredByTheRules(bool allowAnonymous, Override endpoint, RejectionMode reject)
    {
        await using var server = await StartAsync("basic", allowAnonymous, endpoint, reject);
        var right = GuardedServer.Basic("alice", GuardedServer.Password);
        var wrong = GuardedServer.Basic("alice", GuardedServer.WrongPassword);
        const string Malformed = "Authorization: Basic !!!\r\n";

        var found = new[]
        {
            $"ws right: {await server.OpenAsync("/", right)}",
            $"ws wrong: {await server.OpenAsync("/", wrong)}",
            $"ws missing: {await server.OpenAsync("/")}",
            $"ws malformed: {await server.OpenAsync("/", Malformed)}",
            $"http right: {await server.HttpAsync("GET", "/", right)}",
            $"http wrong: {await server.HttpAsync("GET", "/", wrong)}",
            $"http missing: {await server.HttpAsync("GET", "/")}",
            $"http malformed: {await server.HttpAsync("GET", "/", Malformed)}",
            $"http options: {await server.HttpAsync("OPTIONS", "/", wrong)}",
        };

        var rules = new Rules("basic", allowAnonymous, endpoint, reject);
        Assert.Equal(
            [
                $"ws right: {rules.Right()}",
                $"ws wrong: {rules.Refused()}",
                $"ws missing: {rules.Missing()}",
                $"ws malformed: {rules.Refused()}",
                $"http right: {rules.HttpRight()}",
                $"http wrong: {rules.HttpRefused()}",
                $"http missing: {rules.HttpMissing()}",
                $"http malformed: {rules.HttpRefused()}",
                "http options: 426",
            ],
            found);
    }

    [Theory]
    [Matrix]
    public async Task Session_InEveryState_IsAnsweredByTheRules(bool allowAnonymous, Override endpoint, RejectionMode reject)
    {
        await using var server = await StartAsync("session", allowAnonymous, endpoint, reject);

        var found = new[]
        {
            $"ws right: {await server.OpenAsync($"/sgc/auth/session/{await server.TokenAsync()}")}",
            $"ws wrong: {await server.OpenAsync("/sgc/auth/session/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")}",
            $"ws missing: {await server.OpenAsync("/")}",
            $"ws malformed: {await server.OpenAsync("/sgc/auth/session/")}",
            $"http wrong: {await server.HttpAsync("GET", $"/sgc/req/auth/session/alice/{GuardedServer.WrongPassword}")}",
            $"http missing: {await server.HttpAsync("POST", "/sgc/req/auth/session", body: "{}")}",
            $"http malformed: {await server.HttpAsync("GET", "/sgc/req/auth/session/alice")}",
            $"http options: {await server.HttpAsync("OPTIONS", "/")}",
        };

        // A login is the server's, whatever an endpoint asks.
        var rules = new Rules("session", allowAnonymous, endpoint, reject);
        Assert.Equal(
            [
                $"ws right: {rules.Right()}",
                $"ws wrong: {rules.Refused()}",
                $"ws missing: {rules.Missing()}",
                $"ws malformed: {rules.Refused()}",
                "http wrong: 401 Session",
                "http missing: 400",
                "http malformed: 401 Session",
                "http options: 426",
            ],
            found);
    }

    [Theory]
    [Matrix]
    public async Task Url_InEveryState_IsAnsweredByTheRules(bool allowAnonymous, Override endpoint, RejectionMode reject)
    {
        await using var server = await StartAsync("url", allowAnonymous, endpoint, reject);

        var found = new[]
        {
            $"ws right: {await server.OpenAsync($"/sgc/auth/url/alice/{GuardedServer.Password}")}",
            $"ws wrong: {await server.OpenAsync($"/sgc/auth/url/alice/{GuardedServer.WrongPassword}")}",
            $"ws missing: {await server.OpenAsync("/")}",
            $"ws malformed: {await server.OpenAsync("/sgc/auth/url/alice")}",
            $"http right: {await server.HttpAsync("GET", $"/sgc/auth/url/alice/{GuardedServer.Password}")}",
            $"http wrong: {await server.HttpAsync("GET", $"/sgc/auth/url/alice/{GuardedServer.WrongPassword}")}",
            $"http missing: {await server.HttpAsync("GET", "/")}",
        };

        // A path with credentials is for WebSockets: plain HTTP learns nothing from it.
        var rules = new Rules("url", allowAnonymous, endpoint, reject);
        Assert.Equal(
            [
                $"ws right: {rules.Right()}",
                $"ws wrong: {rules.Refused()}",
                $"ws missing: {rules.Missing()}",
                $"ws malformed: {rules.Refused()}",
                "http right: 426",
                "http wrong: 426",
                $"http missing: {rules.HttpMissing()}",
            ],
            found);
    }

    [Theory]
    [Matrix]
    public async Task Bearer_InEveryState_IsAnsweredByTheRules(bool allowAnonymous, Override endpoint, RejectionMode reject)
    {
        await using var server = await StartAsync("bearer", allowAnonymous, endpoint, reject);
        var (right, wrong) = (TokenForge.Hs256(), TokenForge.Hs256(secret: "another-secret-of-at-least-32-bytes-0123"));
        server.KeepSecret(right);
        server.KeepSecret(wrong);

        var found = new[]
        {
            $"ws right: {await server.OpenAsync("/", Bearer(right))}",
            $"ws wrong: {await server.OpenAsync("/", Bearer(wrong))}",
            $"ws missing: {await server.OpenAsync("/")}",
            $"ws malformed: {await server.OpenAsync("/", Bearer("two words"))}",
            $"subprotocol right: {await server.OpenAsync("/", Subprotocol(right))}",
            $"subprotocol wrong: {await server.OpenAsync("/", Subprotocol(wrong))}",
            $"subprotocol malformed: {await server.OpenAsync("/", "Sec-WebSocket-Protocol: bearer\r\n")}",
            $"query right: {await server.OpenAsync($"/?access_token={right}")}",
            $"query wrong: {await server.OpenAsync($"/?access_token={wrong}")}",
            $"query malformed: {await server.OpenAsync($"/?access_token={right}&access_token={right}")}",
            $"http right: {await server.HttpAsync("GET", "/", Bearer(right))}",
            $"http wrong: {await server.HttpAsync("GET", "/", Bearer(wrong))}",
            $"http missing: {await server.HttpAsync("GET", "/")}",
            $"http malformed: {await server.HttpAsync("GET", "/", "Authorization: Bearer\r\n")}",
        };

        var rules = new Rules("bearer", allowAnonymous, endpoint, reject);
        Assert.Equal(
            [
                $"ws right: {rules.Right()}",
                $"ws wrong: {rules.Refused()}",
                $"ws missing: {rules.Missing()}",
                $"ws malformed: {rules.Refused()}",
                $"subprotocol right: {rules.Right()}",
                $"subprotocol wrong: {rules.Refused()}",
                $"subprotocol malformed: {rules.Refused()}",
                $"query right: {rules.Right()}",
                $"query wrong: {rules.Refused()}",
                $"query malformed: {rules.Refused()}",
                $"http right: {rules.HttpRight()}",
                $"http wrong: {rules.HttpRefused()}",
                $"http missing: {rules.HttpMissing()}",
                $"http malformed: {rules.HttpRefused()}",
            ],
            found);

        static string Bearer(string token) => $"Authorization: Bearer {token}\r\n";

        static string Subprotocol(string token) => $"Sec-WebSocket-Protocol: bearer, {token}\r\n";
    }

    [Theory]
    [Matrix]
    public async Task ApiKey_InEveryState_IsAnsweredByTheRules(bool allowAnonymous, Override endpoint, RejectionMode reject)
    {
        await using var server = await StartAsync("apikey", allowAnonymous, endpoint, reject);
        const string Right = $"X-Api-Key: {GuardedServer.Key}\r\n", Wrong = $"X-Api-Key: {GuardedServer.WrongKey}\r\n", Malformed = "X-Api-Key: two words\r\n";

        var found = new[]
        {
            $"ws right: {await server.OpenAsync("/", Right)}",
            $"ws wrong: {await server.OpenAsync("/", Wrong)}",
            $"ws missing: {await server.OpenAsync("/")}",
            $"ws malformed: {await server.OpenAsync("/", Malformed)}",
            $"http right: {await server.HttpAsync("GET", "/", Right)}",
            $"http wrong: {await server.HttpAsync("GET", "/", Wrong)}",
            $"http missing: {await server.HttpAsync("GET", "/")}",
            $"http malformed: {await server.HttpAsync("GET", "/", Malformed)}",
        };

        var rules = new Rules("apikey", allowAnonymous, endpoint, reject);
        Assert.Equal(
            [
                $"ws right: {rules.Right()}",
                $"ws wrong: {rules.Refused()}",
                $"ws missing: {rules.Missing()}",
                $"ws malformed: {rules.Refused()}",
                $"http right: {rules.HttpRight()}",
                $"http wrong: {rules.HttpRefused()}",
                $"http missing: {rules.HttpMissing()}",
                $"http malformed: {rules.HttpRefused()}",
            ],
            found);
    }

    private static Task<GuardedServer> StartAsync(string kind, bool allowAnonymous, Override endpoint, RejectionMode reject) => GuardedServer.StartAsync(
        (kind == "bearer" ? GuardedServer.GuardedByTokens : GuardedServer.Guarded) with { AllowAnonymous = allowAnonymous, Reject = reject },
        [
            new EndpointOptions
            {
                Authentication = endpoint switch
                {
                    Override.Off => new() { Enabled = false },
                    Override.ItsKindOnly => new() { Kinds = [kind] },
                    Override.AnotherKindOnly => new() { Kinds = ["other"] },
                    Override.ItsUser => new() { Users = ["alice"] },
                    Override.ItsRole => new() { Roles = ["admin"] },
                    Override.AnotherRole => new() { Roles = ["other"] },
                    _ => null,
                },
            },
            new EndpointOptions { Path = "/guarded" },
        ]);

    /// <summary>The rules, told once more and apart from the code.</summary>
    private sealed record Rules(string Kind, bool AllowAnonymous, Override Endpoint, RejectionMode Reject)
    {
        /// <summary>What is asked for where nothing was shown.</summary>
        private string Scheme => (Endpoint, Kind) switch
        {
            (Override.AnotherKindOnly, _) => "Session",
            (Override.ItsKindOnly, "basic") => "Basic",
            (Override.ItsKindOnly, "bearer") => "Bearer",
            (Override.ItsKindOnly, "apikey") => "ApiKey",
            (Override.ItsKindOnly, _) => "Session",
            _ => "Basic",
        };

        private string SchemeOfRefused => Kind == "bearer" && Endpoint != Override.AnotherKindOnly ? "Bearer" : Scheme;

        private bool LetsAnonymousIn => AllowAnonymous && Endpoint is not (Override.ItsUser or Override.ItsRole or Override.AnotherRole);

        public string Right() => Endpoint switch
        {
            Override.Off => Greeted("hello nobody"),
            Override.AnotherKindOnly => Refused(),
            Override.AnotherRole => Reject == RejectionMode.Http ? "403" : "101 close 3003 \"forbidden\"",
            _ => Greeted($"hello alice ({Kind}) admin"),
        };

        public string Refused() => Endpoint == Override.Off ? Greeted("hello nobody")
            : Told(SchemeOfRefused);

        public string Missing() => LetsAnonymousIn || Endpoint == Override.Off ? Greeted("hello nobody") : Told(Scheme);

        public string HttpRight() => Endpoint switch
        {
            Override.AnotherKindOnly => "401 Session",
            Override.AnotherRole => "403",
            _ => "426",
        };

        public string HttpRefused() => Endpoint == Override.Off ? "426" : $"401 {SchemeOfRefused}";

        public string HttpMissing() => LetsAnonymousIn || Endpoint == Override.Off ? "426" : $"401 {Scheme}";

        private string Told(string scheme) => Reject == RejectionMode.Http ? $"401 {scheme}" : "101 close 3000 \"unauthorized\"";

        private static string Greeted(string greeting) => $"101 text \"{greeting}\" close";
    }
}
