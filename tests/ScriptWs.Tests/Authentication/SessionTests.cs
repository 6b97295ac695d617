using System.Text;
using System.Text.Json;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Authentication;

/// <summary>The Session kind over the wire: asking for a token, and using it.</summary>
public sealed class SessionTests
{
    private const string Login = "/sgc/req/auth/session";
    private const string HelloAlice = "101 text \"hello alice (session) admin\" close";

    [Fact]
    public async Task Login_InThePath_AnswersTheTokenAloneAndKeepsItOutOfCaches()
    {
        await using var server = await GuardedServer.StartAsync();

        var answer = Encoding.ASCII.GetString(await server.AnswerAsync("GET", $"{Login}/alice/{GuardedServer.Password}"));
        var token = answer.Split("\r\n\r\n")[1];
        server.KeepSecret(token);

        Assert.Matches("^[A-Za-z0-9_-]{43}$", token);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: text/plain; charset=utf-8\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nCache-Control: no-store\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(HelloAlice, await server.OpenAsync($"/sgc/auth/session/{token}"));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("basic")]
    public async Task Login_ByPost_AnswersTokenAndLifetime(string how)
    {
        await using var server = await GuardedServer.StartAsync();

        var answer = how == "json"
            ? await server.HttpAsync("POST", Login, body: $$"""{ "user": "alice", "password": "{{GuardedServer.Password}}" }""")
            : await server.HttpAsync("POST", Login, GuardedServer.Basic("alice", GuardedServer.Password));
        var json = JsonDocument.Parse(answer["200 ".Length..]).RootElement;
        var token = json.GetProperty("token").GetString()!;
        server.KeepSecret(token);

        Assert.Equal(60, json.GetProperty("expiresIn").GetInt32());
        Assert.Equal(HelloAlice, await server.OpenAsync($"/sgc/auth/session/{token}"));
    }

    [Theory]
    [InlineData("PUT", Login, null, "405")]
    [InlineData("GET", Login, null, "405")]
    [InlineData("POST", Login + "/alice/1234", null, "405")]
    [InlineData("POST", Login, null, "411")]
    [InlineData("POST", Login, "", "400")]
    [InlineData("POST", Login, "[]", "400")]
    [InlineData("POST", Login, "{ \"user\": 1 }", "400")]
    [InlineData("POST", Login, "{ \"user\": \"alice\", \"password\": \"\" }", "401 Session")]
    [InlineData("POST", Login, "{ \"user\": \"a:b\", \"password\": \"c\" }", "401 Session")]
    [InlineData("GET", Login + "/alice/1234/more", null, "401 Session")]
    public async Task Login_ThatIsWrong_IsRefused(string method, string path, string? body, string expected)
    {
        await using var server = await GuardedServer.StartAsync();

        Assert.Equal(expected, await server.HttpAsync(method, path, body: body));
    }

    [Fact]
    public async Task Login_WithALongBody_IsRefusedBeforeItIsRead()
    {
        await using var server = await GuardedServer.StartAsync();

        Assert.Equal("413", await server.HttpAsync("POST", Login, "Content-Length: 8193\r\n"));
    }

    [Fact]
    public async Task Token_UsedTwice_LetsInOnce()
    {
        await using var server = await GuardedServer.StartAsync();
        var token = await server.TokenAsync();

        string[] answers = [await server.OpenAsync($"/sgc/auth/session/{token}"), await server.OpenAsync($"/sgc/auth/session/{token}")];

        Assert.Equal([HelloAlice, "401 Basic"], answers);
    }

    [Fact]
    public async Task Token_AfterItsLifetime_IsRefused()
    {
        await using var server = await GuardedServer.StartAsync();
        var token = await server.TokenAsync();

        server.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("401 Basic", await server.OpenAsync($"/sgc/auth/session/{token}"));
    }

    [Fact]
    public async Task Token_AndThenAPath_MeansThatEndpoint()
    {
        await using var server = await GuardedServer.StartAsync(endpoints: [new EndpointOptions { Path = "/" }, new EndpointOptions { Path = "/chat", Authentication = new() { Users = ["bob"] } }]);
        var (alices, bobs) = (await server.TokenAsync(), await server.TokenAsync("bob"));

        string[] answers =
        [
            await server.OpenAsync($"/sgc/auth/session/{alices}/chat"),
            await server.OpenAsync($"/sgc/auth/session/{bobs}/chat"),
            await server.OpenAsync($"/sgc/auth/session/{await server.TokenAsync()}/nowhere"),
        ];

        Assert.Equal(["403", "101 text \"hello bob (session)\" close", "404"], answers);
    }

    [Fact]
    public async Task Token_InStorage_SurvivesARestart()
    {
        await using var server = await GuardedServer.StartAsync(
            GuardedServer.Guarded with { Session = new() { Store = SessionStore.Storage, SingleUse = false } });
        var token = await server.TokenAsync();

        await server.Server.RestartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HelloAlice, await server.OpenAsync($"/sgc/auth/session/{token}"));
        Assert.Empty(await server.Server.ListStorageAsync());
    }

    [Fact]
    public async Task Token_InAStorageThatFails_IsAnsweredWith503AndNoFailure()
    {
        await using var server = await GuardedServer.StartAsync(
            GuardedServer.Guarded with { Session = new() { Store = SessionStore.Storage } },
            change: options => options with { Storage = new() { Backend = StorageBackend.File } },
            prepare: static server => server.Hooks.StorageOpeners[StorageBackend.File] = _ => new BrokenStorage());

        string[] answers =
        [
            await server.HttpAsync("GET", $"{Login}/alice/{GuardedServer.Password}"),
            await server.OpenAsync($"/sgc/auth/session/{new string('A', 43)}"),
        ];

        Assert.All(answers, answer => Assert.StartsWith("503", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Login_WhenSessionsAreOff_IsNotThere()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.Guarded with { Session = new SessionOptions { Enabled = false } });

        Assert.Equal("401 Basic", await server.HttpAsync("GET", $"{Login}/alice/{GuardedServer.Password}"));
    }
}
