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

    private static Task<GuardedServer> StartAsync(string kind, bool allowAnonymous, Override endpoint, RejectionMode reject) => GuardedServer.StartAsync(
        GuardedServer.Guarded with { AllowAnonymous = allowAnonymous, Reject = reject },
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
        private string Scheme => Endpoint == Override.AnotherKindOnly || (Endpoint == Override.ItsKindOnly && Kind != "basic") ? "Session" : "Basic";

        private bool LetsAnonymousIn => AllowAnonymous && Endpoint is not (Override.ItsUser or Override.ItsRole or Override.AnotherRole);

        public string Right() => Endpoint switch
        {
            Override.Off => Greeted("hello nobody"),
            Override.AnotherKindOnly => Refused(),
            Override.AnotherRole => Reject == RejectionMode.Http ? "403" : "101 close 3003 \"forbidden\"",
            _ => Greeted($"hello alice ({Kind}) admin"),
        };

        public string Refused() => Endpoint == Override.Off ? Greeted("hello nobody")
            : Reject == RejectionMode.Http ? $"401 {Scheme}" : "101 close 3000 \"unauthorized\"";

        public string Missing() => LetsAnonymousIn ? Greeted("hello nobody") : Refused();

        public string HttpRight() => Endpoint switch
        {
            Override.AnotherKindOnly => $"401 {Scheme}",
            Override.AnotherRole => "403",
            _ => "426",
        };

        public string HttpRefused() => Endpoint == Override.Off ? "426" : $"401 {Scheme}";

        public string HttpMissing() => LetsAnonymousIn ? "426" : HttpRefused();

        private static string Greeted(string greeting) => $"101 text \"{greeting}\" close";
    }
}
