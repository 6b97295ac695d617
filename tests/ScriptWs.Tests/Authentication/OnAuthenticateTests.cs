using System.Text.Json;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Authentication;

/// <summary>Who else may know a client: the script's <c>onAuthenticate</c>, and C# code.</summary>
public sealed class OnAuthenticateTests
{
    private static readonly string Stranger = GuardedServer.Basic("carol", "open sesame 5d1e");

    [Theory]
    [InlineData("true", "101 text \"hello carol (basic)\" close")]
    [InlineData("false", "401 Basic")]
    [InlineData("undefined", "401 Basic")]
    [InlineData("{}", "101 text \"hello carol (basic)\" close")]
    [InlineData("{ name: 'Carola', roles: ['guest', 'writer'] }", "101 text \"hello Carola (basic) guest,writer\" close")]
    [InlineData("Promise.resolve(true)", "101 text \"hello carol (basic)\" close")]
    [InlineData("new Promise((resolve) => queueMicrotask(() => resolve({ name: 'late' })))", "101 text \"hello late (basic)\" close")]
    public async Task OnAuthenticate_Decides_AboutWhomTheUsersListDoesNotKnow(string answer, string expected)
    {
        await using var server = await GuardedServer.StartAsync(script: $"export const onAuthenticate = () => ({answer});");

        Assert.Equal(expected, await server.OpenAsync("/", Stranger));
    }

    [Theory]
    [InlineData("() => { throw new Error('no database'); }", "scripts failed")]
    [InlineData("async () => { throw new Error('no database'); }", "was rejected")]
    [InlineData("() => 42", "it returned neither true, false nor an object")]
    [InlineData("() => ({ roles: 'admin' })", "roles is not an array")]
    [InlineData("() => ({ claims: [] })", "claims is not an object")]
    [InlineData("() => ({ claims: { a: 'x'.repeat(20000) } })", "claims is not an object of at most 16 KiB")]
    [InlineData("() => ({ get name() { throw new Error('no database'); } })", "no database")]
    public async Task OnAuthenticate_ThatFails_Is500AndCountsAgainstNobody(string handler, string logged)
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.Guarded with { MaxFailures = 1 }, script: $"export const onAuthenticate = {handler};");

        var answers = new List<string>();
        for (var i = 0; i < 4; i++) answers.Add(await server.OpenAsync("/", Stranger));

        Assert.Equal(["500", "500", "500", "500"], answers);
        Assert.Contains(server.Log.Lines, line => line.Contains(logged == "scripts failed" ? "no database" : logged, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnAuthenticate_ForAKnownUser_IsNotAsked()
    {
        await using var server = await GuardedServer.StartAsync(script: "export function onAuthenticate() { throw new Error('asked'); }");

        Assert.Equal("101 text \"hello alice (basic) admin\" close", await server.OpenAsync("/", GuardedServer.Basic("alice", GuardedServer.Password)));
    }

    [Fact]
    public async Task OnAuthenticate_WithoutAnyConfiguredUser_DecidesAlone()
    {
        await using var server = await GuardedServer.StartAsync(
            GuardedServer.Guarded with { Users = [] }, script: "export const onAuthenticate = ({ user }) => user === 'carol';");

        string[] answers = [await server.OpenAsync("/", Stranger), await server.OpenAsync("/", GuardedServer.Basic("dave", "x"))];

        Assert.Equal(["101 text \"hello carol (basic)\" close", "401 Basic"], answers);
    }

    [Fact]
    public async Task OnAuthenticate_OfAnotherScheme_SeesKindAndToken()
    {
        await using var server = await GuardedServer.StartAsync(script: """
            export const onAuthenticate = ({ kind, user, password, token, request }) =>
              kind === "ticket" && user === null && password === null && request.path === "/" && { name: token.toUpperCase() };
            """);

        string[] answers = [await server.OpenAsync("/", "Authorization: Ticket blue\r\n"), await server.OpenAsync("/", "Authorization: Other blue\r\n")];

        Assert.Equal(["101 text \"hello BLUE (ticket)\" close", "401 Basic"], answers);
    }

    [Fact]
    public async Task OnAuthenticate_ThatNeverAnswers_Is408()
    {
        await using var server = await GuardedServer.StartAsync(
            script: "export const onAuthenticate = () => new Promise(() => console.log('asked'));");

        var answer = server.OpenAsync("/", Stranger);
        await server.UntilLoggedAsync("asked");
        server.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("408", await answer);
    }

    [Fact]
    public async Task Claims_OfOnAuthenticate_AreSeenByScriptsAndCSharp()
    {
        JsonElement? seen = null;
        await using var server = await GuardedServer.StartAsync(
            script: """
                export const onAuthenticate = () => ({ claims: { plan: "gold", seats: [1, 2] } });
                export const onUpgrade = ({ user }) => (user.claims.seats.length === 2 ? undefined : { status: 418 });
                export const onConnect = (connection) => connection.send(JSON.stringify([connection.user, connection.user === connection.user]));
                """,
            prepare: s => s.Connected += connection => seen = connection.User?.Claims);

        var answer = await server.OpenAsync("/", Stranger);

        Assert.Equal(
            "101 text \"hello carol (basic)\" text \"[{\"name\":\"carol\",\"roles\":[],\"kind\":\"basic\",\"claims\":{\"plan\":\"gold\",\"seats\":[1,2]},\"expiresAt\":null},true]\" close", answer);
        Assert.Equal("gold", seen?.GetProperty("plan").GetString());
    }

    [Theory]
    [InlineData("/chat", "/chat")]
    [InlineData("/rooms/:id", "/rooms/7")]
    [InlineData("/doc/*", "/doc/a/b")]
    public async Task Session_OfAUserWhomAScriptKnows_HoldsAtItsEndpointOnly(string endpoint, string path)
    {
        await using var server = await GuardedServer.StartAsync(
            endpoints: [new EndpointOptions { Path = "/" }, new EndpointOptions { Path = endpoint, Script = "main.js" }],
            script: "export const onAuthenticate = ({ kind, user, password }) => kind === 'session' && password === 'sesame-77aa' && { roles: ['guest'] };");

        string[] tokens = [await TokenAsync(), await TokenAsync()];

        Assert.Equal("101 text \"hello carol (session) guest\" close", await server.OpenAsync($"/sgc/auth/session/{tokens[0]}{path}"));
        Assert.Equal("401 Basic", await server.OpenAsync($"/sgc/auth/session/{tokens[1]}"));

        async Task<string> TokenAsync() => (await server.HttpAsync("GET", "/sgc/req/auth/session/carol/sesame-77aa"))["200 ".Length..];
    }

    [Fact]
    public async Task CSharp_Authenticate_IsAskedBeforeTheScript()
    {
        await using var server = await GuardedServer.StartAsync(
            script: "export const onAuthenticate = ({ user }) => ({ name: `${user} of the script` });",
            prepare: s => s.Authenticate = (credentials, _) => ValueTask.FromResult(
                credentials is { User: "carol", Password: "open sesame 5d1e", Kind: "basic", Path: "/" } ? new ScriptWsUser("Carol of C#") { Roles = ["guest"] } : null));

        string[] answers = [await server.OpenAsync("/", Stranger), await server.OpenAsync("/", GuardedServer.Basic("dave", "x"))];

        Assert.Equal(["101 text \"hello Carol of C# (basic) guest\" close", "101 text \"hello dave of the script (basic)\" close"], answers);
    }

    [Fact]
    public async Task CSharp_AuthenticateThatThrows_Is500AndTellsError()
    {
        var error = new TaskCompletionSource<Exception>();
        await using var server = await GuardedServer.StartAsync(prepare: s =>
        {
            s.Authenticate = (_, _) => throw new InvalidOperationException("no database");
            s.Error += (e, _) => error.TrySetResult(e);
        });

        var answer = await server.OpenAsync("/", Stranger);

        Assert.Equal("500", answer);
        Assert.Equal("no database", (await error.Task).Message);
    }
}
