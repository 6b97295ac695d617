using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Authentication;

/// <summary>What else must hold when clients are asked who they are.</summary>
public sealed class ServerAuthenticationTests
{
    private static readonly string Right = GuardedServer.Basic("alice", GuardedServer.Password);
    private static readonly string Wrong = GuardedServer.Basic("alice", GuardedServer.WrongPassword);

    [Fact]
    public async Task Challenge_OfBasic_NamesRealmAndCharset()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.Guarded with { Basic = new BasicOptions { Realm = "The Club" } });

        var answer = Encoding.ASCII.GetString(await server.AnswerAsync("GET", "/"));

        Assert.Equal(
            "HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 20\r\nContent-Type: text/plain; charset=utf-8\r\n" +
            "WWW-Authenticate: Basic realm=\"The Club\", charset=\"UTF-8\"\r\n\r\nPlease authenticate.",
            answer);
    }

    /// <summary>The classic component closed such connections once.</summary>
    [Fact]
    public async Task Authorization_WhenAuthenticationIsOff_IsIgnored()
    {
        await using var server = await GuardedServer.StartAsync(new AuthenticationOptions());

        string[] answers = [await server.OpenAsync("/", Wrong), await server.HttpAsync("GET", "/", Wrong), await server.OpenAsync("/sgc/auth/url/a/b")];

        Assert.Equal(["101 text \"hello nobody\" close", "426", "404"], answers);
    }

    [Fact]
    public async Task Failures_TooMany_Are429WithRetryAfterUntilTheWaitIsOver()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.Guarded with { MaxFailures = 2 });
        for (var i = 0; i < 3; i++) Assert.Equal("401 Basic", await server.OpenAsync("/", Wrong));

        var refused = Encoding.ASCII.GetString(await server.AnswerAsync("GET", "/", Right));
        var withoutCredentials = await server.OpenAsync("/");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var after = await server.OpenAsync("/", Right);

        Assert.StartsWith("HTTP/1.1 429 Too Many Requests\r\n", refused, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: 1\r\n", refused, StringComparison.Ordinal);
        Assert.Equal("401 Basic", withoutCredentials);
        Assert.Equal("101 text \"hello alice (basic) admin\" close", after);
        Assert.Equal(["127.0.0.1 failed to authenticate more than 2 times; it is throttled now, longer each time."], server.Log.Warnings);
    }

    [Fact]
    public async Task Failures_TooManyWhenTheAnswerIsAClose_Are1013()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.Guarded with { MaxFailures = 1, Reject = RejectionMode.Close });
        await server.OpenAsync("/", Wrong);
        await server.OpenAsync("/", Wrong);

        Assert.Equal("101 close 1013 \"too many attempts to authenticate\"", await server.OpenAsync("/", Right));
    }

    [Fact]
    public async Task Refusal_ByACloseForAClientThatOffersSubprotocols_ChoosesOne()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.Guarded with { Reject = RejectionMode.Close });

        var answer = Encoding.Latin1.GetString(await server.AnswerAsync(
            "GET", "/", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: chat, v2\r\n"));

        Assert.Contains("\r\nSec-WebSocket-Protocol: chat\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainPassword_InTheConfiguration_WorksAndIsWarnedAboutAtEachStart()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.Guarded with { Users = [new UserOptions { Name = "carol", Password = GuardedServer.Password }] });

        var answer = await server.OpenAsync("/", GuardedServer.Basic("carol", GuardedServer.Password));
        await server.Server.RestartAsync(TestContext.Current.CancellationToken);

        const string Warning = "The password of user carol is stored in clear in the configuration; replace it with a hash: scriptws user carol";
        Assert.Equal("101 text \"hello carol (basic)\" close", answer);
        Assert.Equal([Warning, Warning], server.Log.Warnings);
    }

    [Fact]
    public async Task Places_WhenClientsAreRefused_AreNotTaken()
    {
        await using var server = await GuardedServer.StartAsync(change: options => options with { Limits = new LimitsOptions { MaxConnections = 1 } });
        for (var i = 0; i < 3; i++) await server.OpenAsync("/", Wrong);

        Assert.Equal("101 text \"hello alice (basic) admin\" close", await server.OpenAsync("/", Right));
    }

    [Fact]
    public async Task Headers_OfAClientThatIsKnown_HoldNoAuthorization()
    {
        await using var server = await GuardedServer.StartAsync(
            script: "export function onUpgrade(request) { return { status: 418, body: JSON.stringify([request.headers.authorization ?? null, request.path, request.user]) }; }");

        var answer = Encoding.UTF8.GetString(await server.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /sgc/auth/url/alice/{GuardedServer.Password} HTTP/1.1\r\nHost: server\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{Right}\r\n")));

        Assert.EndsWith("\r\n\r\n[null,\"/\",{\"name\":\"alice\",\"roles\":[\"admin\"],\"kind\":\"url\",\"claims\":{},\"expiresAt\":null}]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoint_WithAuthenticationFalse_IsOpenInServerJson()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.js", "export function onMessage() {}");
        folder.Write("server.json", """{ "endpoints": [ { "script": "a.js", "authentication": false } ], "authentication": { "enabled": true } }""");

        var options = ServerConfiguration.Load(Path.Combine(folder.Path, "server.json"));

        Assert.Equal(false, options.Endpoints[0].Authentication?.Enabled);
        Assert.True(options.Authentication.Enabled);
    }
}
