using ScriptWs.Configuration;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Browser;

/// <summary>Pages in a browser that say who their visitor is.</summary>
public sealed class LoginPageTests(Chromium chromium)
{
    /// <summary>Opens a WebSocket and tells what it hears, or how it ends.</summary>
    private const string Talk = """
        const talk = (url, protocols = []) => new Promise((resolve) => {
          const socket = new WebSocket(url, protocols);
          socket.onmessage = ({ data }) => { resolve(`${data} [${socket.protocol}]`); socket.close(); };
          socket.onclose = ({ code, reason }) => resolve(`closed with ${code} "${reason}"`);
        });
        """;

    [Fact]
    public async Task Page_OfTheServersOrigin_LogsInAndConnects()
    {
        await using var server = await GuardedServer.StartAsync();
        await using var page = await chromium.OpenAsync(PageOf(server), Html("""
            const login = async (password) => {
              const answer = await fetch("/sgc/req/auth/session", { method: "POST", body: JSON.stringify({ user: "alice", password }) });
              return answer.ok ? (await answer.json()).token : `status ${answer.status}`;
            };
            """));

        var wrong = await page.EvaluateAsync($"login('{GuardedServer.WrongPassword}')");
        var heard = await page.EvaluateAsync($"login('{GuardedServer.Password}').then((token) => talk(`ws://${{location.host}}/sgc/auth/session/${{token}}`))");

        Assert.Equal(("status 401", "hello alice (session) admin []"), (wrong.GetString(), heard.GetString()));
    }

    [Fact]
    public async Task Page_OfAListedOrigin_LogsInAndConnects()
    {
        await using var server = await GuardedServer.StartAsync(change: options => options with { Origins = ["http://app.example"] });
        await using var page = await chromium.OpenAsync("http://app.example/", Html(""));
        var (http, socket) = ($"http://127.0.0.1:{PortOf(server)}", $"ws://127.0.0.1:{PortOf(server)}");

        var heard = await page.EvaluateAsync($$"""
            fetch("{{http}}/sgc/req/auth/session", { method: "POST", headers: { Authorization: "Basic {{GuardedServer.Base64($"alice:{GuardedServer.Password}")}}" } })
              .then((answer) => answer.json()).then(({ token }) => talk(`{{socket}}/sgc/auth/session/${token}`))
            """);

        Assert.Equal("hello alice (session) admin []", heard.GetString());
    }

    [Fact]
    public async Task Page_WithATokenBesideBearer_ConnectsAndSeesTheSubprotocol()
    {
        await using var server = await StartWithTokensAsync();
        await using var page = await chromium.OpenAsync(PageOf(server), Html(""));
        var (right, wrong) = (TokenForge.Hs256(), TokenForge.Hs256(secret: "another-secret-of-at-least-32-bytes-0123"));
        server.KeepSecret(right);
        server.KeepSecret(wrong);

        Assert.Equal("hello alice (bearer) admin [bearer]", (await page.EvaluateAsync($"talk(`ws://${{location.host}}/`, ['bearer', '{right}'])")).GetString());
        Assert.Equal("hello alice (bearer) admin [chat]", (await page.EvaluateAsync($"talk(`ws://${{location.host}}/`, ['bearer', '{right}', 'chat'])")).GetString());
        Assert.Equal("closed with 3000 \"unauthorized\"", (await page.EvaluateAsync($"talk(`ws://${{location.host}}/`, ['bearer', '{wrong}'])")).GetString());
    }

    [Fact]
    public async Task Page_WhenItsTokenIsOver_IsToldSo()
    {
        await using var server = await StartWithTokensAsync();
        await using var page = await chromium.OpenAsync(PageOf(server), Html(""));

        await page.EvaluateAsync($$"""
            new Promise((resolve) => {
              const socket = new WebSocket(`ws://${location.host}/`, ["bearer", "{{TokenForge.Hs256()}}"]);
              globalThis.end = new Promise((ended) => { socket.onclose = ({ code, reason }) => ended(`${code} ${reason}`); });
              socket.onmessage = resolve;
            })
            """);
        server.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal("3000 token expired", (await page.EvaluateAsync("end")).GetString());
    }

    [Theory]
    [InlineData("127.0.0.1", "hello alice (session) admin []")]
    [InlineData("localhost", "hello alice (session) admin []")]
    [InlineData("chat.example", "hello alice (session) admin []")]
    [InlineData("evil.example", "closed with 1006 \"\"")]
    public async Task Page_UnderANameThatPointsHere_ConnectsIfTheNameIsOurs(string name, string expected)
    {
        await using var server = await GuardedServer.StartAsync(change: options => options with { Hosts = ["chat.example"] });
        await using var page = await chromium.OpenAsync($"http://{name}:{PortOf(server)}/page.html", Html(""));

        // The token is right: a page that guessed it would still come from elsewhere.
        var heard = await page.EvaluateAsync($"talk(`ws://${{location.host}}/sgc/auth/session/{await server.TokenAsync()}`)");

        Assert.Equal(expected, heard.GetString());
    }

    private static Task<GuardedServer> StartWithTokensAsync() => GuardedServer.StartAsync(
        GuardedServer.Guarded with { Reject = RejectionMode.Close, Bearer = new() { Secret = TokenForge.Secret } },
        [new EndpointOptions { Subprotocols = ["chat"] }]);

    private static int PortOf(GuardedServer server) => server.Server.Addresses[0].Port;

    private static string PageOf(GuardedServer server) => $"http://127.0.0.1:{PortOf(server)}/page.html";

    private static string Html(string script) => $"<!doctype html><title>page</title><script>{Talk}{script}</script>";
}
