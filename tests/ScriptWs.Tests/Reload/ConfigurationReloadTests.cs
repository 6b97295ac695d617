using System.Net.WebSockets;
using ScriptWs.Reload;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Reload;

public sealed class ConfigurationReloadTests
{
    private const string Unwatched = """ "script": { "watch": false } """;
    private const string Main = """ "endpoints": [{ "path": "/", "script": "main.js" }] """;

    [Fact]
    public async Task Limits_Changed_HoldForWhoComesNext()
    {
        await using var server = await ConfiguredServer.StartAsync($"{Main}, {Unwatched}", "main.js");
        using var first = await server.ConnectAsync();
        await ConfiguredServer.AskAsync(first);

        var result = await server.ReconfigureAsync($$"""{{Main}}, {{Unwatched}}, "limits": { "maxConnections": 1 }""");
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync());

        Assert.Equal(("server.json", "", ReloadOutcome.Live, 2), (result.Script, result.Endpoint, result.Outcome, result.Generation));
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        Assert.Equal("main.js 1 2", await ConfiguredServer.AskAsync(first));
        Assert.Contains("server.json was reloaded: limits.maxConnections changed.", server.Log);
    }

    [Theory]
    [InlineData(""" "limits": { "maxConections": 1 } """, "server.json(1): \"maxConections\" is not a setting of limits; did you mean \"maxConnections\"?")]
    [InlineData(""" "limits": { "maxConnections": 1 """, "server.json(1): ")]
    [InlineData(""" "limits": { "maxConnections": 1 }, "endpoints": [{ "path": "/new", "script": "broken.js" }]""", "broken.js:1:9: SyntaxError: Unexpected token ';'.")]
    public async Task File_ThatIsWrong_ChangesNothing(string settings, string problem)
    {
        await using var server = await ConfiguredServer.StartAsync($"{Main}, {Unwatched}", "main.js");
        server.Write("broken.js", "let a = ;");
        using var first = await server.ConnectAsync();

        var result = await server.ReconfigureAsync(settings);
        using var second = await server.ConnectAsync();

        Assert.Equal(ReloadOutcome.Refused, result.Outcome);
        Assert.StartsWith(problem, result.Problem, StringComparison.Ordinal);
        Assert.Equal(("main.js 1 1", "main.js 1 1"), (await ConfiguredServer.AskAsync(first), await ConfiguredServer.AskAsync(second)));
        Assert.Contains($"server.json was refused, the previous configuration stays in force: {result.Problem}", server.Log);
    }

    [Fact]
    public async Task Endpoints_AddedAndRemoved_ChangeAtOnceAndConnectionsStay()
    {
        await using var server = await ConfiguredServer.StartAsync(""" "endpoints": [{ "path": "/old", "script": "old.js" }], "script": { "watch": false } """, "old.js", "new.js");
        using var old = await server.ConnectAsync("old");
        await ConfiguredServer.AskAsync(old);

        await server.ReconfigureAsync(""" "endpoints": [{ "path": "/new", "script": "new.js" }], "script": { "watch": false } """);
        using var added = await server.ConnectAsync("new");
        var gone = await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync("old"));

        Assert.Equal("new.js 1 1", await ConfiguredServer.AskAsync(added));
        Assert.Equal("old.js 1 2", await ConfiguredServer.AskAsync(old));
        Assert.Contains("404", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_OfAnEndpointChanged_IsItsNextGeneration()
    {
        await using var server = await ConfiguredServer.StartAsync($"{Main}, {Unwatched}", "main.js", "other.js");
        using var client = await server.ConnectAsync();
        await ConfiguredServer.AskAsync(client);

        await server.ReconfigureAsync($$""" "endpoints": [{ "path": "/", "script": "other.js" }], {{Unwatched}}""");

        Assert.Equal("other.js 2 2", await ConfiguredServer.AskAsync(client));
    }

    [Fact]
    public async Task Budget_Changed_MakesAnEngineThatHasIt()
    {
        await using var server = await ConfiguredServer.StartAsync($$"""{{Main}}, "script": { "watch": false, "recursion": 100 }""", "main.js");
        server.Write("main.js", "function down(n) { return n === 0 ? 0 : 1 + down(n - 1); }\nexport function onMessage(connection) { connection.send(`${down(200)}`); }");

        await server.ReconfigureAsync($$"""{{Main}}, "script": { "watch": false, "recursion": 1000 }""");
        using var client = await server.ConnectAsync();

        Assert.Equal("200", await ConfiguredServer.AskAsync(client));
    }

    [Fact]
    public async Task Users_Changed_AreAskedForAtOnce()
    {
        const string Users = """ "authentication": { "enabled": true, "users": [{ "name": "NAME", "password": "secret-word" }] } """;
        await using var server = await ConfiguredServer.StartAsync($"{Main}, {Unwatched}, {Users.Replace("NAME", "alice", StringComparison.Ordinal)}", "main.js");
        using var alice = await server.ConnectAsync("", As("alice"));

        await server.ReconfigureAsync($"{Main}, {Unwatched}, {Users.Replace("NAME", "bob", StringComparison.Ordinal)}");
        using var bob = await server.ConnectAsync("", As("bob"));
        await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync("", As("alice")));

        Assert.Equal(("main.js 1 1", "main.js 1 1"), (await ConfiguredServer.AskAsync(alice), await ConfiguredServer.AskAsync(bob)));
        Assert.DoesNotContain(server.Log, line => line.Contains("secret-word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UsersFile_Saved_IsReadWithoutBeingTold()
    {
        const string Guarded = """ "authentication": { "enabled": true, "usersFile": "users.json" }, "script": { "debounce": "20ms" } """;
        await using var server = await ConfiguredServer.StartAsync($"{Main}, {Guarded}", ["main.js"], ("users.json", """{ "users": [] }"""));

        server.Write("users.json", """{ "users": [{ "name": "bob", "password": "secret-word" }] }""");
        await server.LineAsync("authentication.users[0].name");
        using var bob = await server.ConnectAsync("", As("bob"));

        Assert.Equal("main.js 1 1", await ConfiguredServer.AskAsync(bob));
    }

    [Fact]
    public async Task KeySet_Saved_ReplacesTheKeysOfNewcomers()
    {
        const string Guarded = """ "authentication": { "enabled": true, "bearer": { "jwks": "keys.json", "issuer": "*", "audience": "*" } }, "script": { "debounce": "20ms" } """;
        using var before = new TokenForge();
        using var after = new TokenForge();
        var lasting = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        await using var server = await ConfiguredServer.StartAsync($"{Main}, {Guarded}", ["main.js"], ("keys.json", before.KeySet()));
        using var early = await server.ConnectAsync("", Bearer(before));

        server.Write("keys.json", "{ \"keys\": [");
        await server.LineAsync("keys.json: this is not JSON");
        using var meanwhile = await server.ConnectAsync("", Bearer(before));
        server.Write("keys.json", after.KeySet());
        await server.LineAsync("authentication.bearer.jwks changed");
        using var late = await server.ConnectAsync("", Bearer(after));
        await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync("", Bearer(before)));

        Assert.Equal("main.js 1 1", await ConfiguredServer.AskAsync(early));
        Assert.Equal("main.js 1 1", await ConfiguredServer.AskAsync(late));

        Action<ClientWebSocketOptions> Bearer(TokenForge forge) => options => options.SetRequestHeader("Authorization", $"Bearer {forge.Es256(claims => claims["exp"] = lasting)}");
    }

    [Fact]
    public async Task Listen_Changed_NeedsARestartAndHoldsAfterIt()
    {
        await using var server = await ConfiguredServer.StartAsync($"{Main}, {Unwatched}", "main.js");
        var before = server.Server.Addresses[0];

        await server.ReconfigureAsync($$""" "listen": [{ "address": "::1", "port": 0 }], {{Main}}, {{Unwatched}}""");
        var running = server.Server.Addresses[0];
        await server.Server.RestartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before, running);
        Assert.Contains("server.json: these changes take effect after a restart: listen[0].address (127.0.0.1 → ::1).", server.Log);
        Assert.StartsWith("ws://[::1]:", server.Server.Addresses[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_AfterAReload_KeepsThePort()
    {
        await using var server = await ConfiguredServer.StartAsync($"{Main}, {Unwatched}", "main.js");
        var before = server.Server.Addresses[0];

        await server.Server.RestartAsync(TestContext.Current.CancellationToken);
        var result = await server.ReconfigureAsync($$"""{{Main}}, {{Unwatched}}, "limits": { "maxConnections": 5 }""");
        await server.Server.RestartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before, server.Server.Addresses[0]);
        Assert.Equal(ReloadOutcome.Live, result.Outcome);
        Assert.DoesNotContain(server.Log, line => line.Contains("restart it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_Saved_IsReadWithoutBeingTold()
    {
        const string Watched = """ "script": { "debounce": "20ms" } """;
        await using var server = await ConfiguredServer.StartAsync($"{Main}, {Watched}", "main.js", "next.js");

        server.Configure($$""" "endpoints": [{ "path": "/", "script": "next.js" }], {{Watched}}""");
        await server.LineAsync("next.js: generation 2 went live");
        server.Write("next.js", ConfiguredServer.Script("changed"));
        await server.LineAsync("next.js: generation 3 went live");
        using var client = await server.ConnectAsync();

        Assert.Equal("changed 3 1", await ConfiguredServer.AskAsync(client));
    }

    private static Action<ClientWebSocketOptions> As(string name) => options => options.SetRequestHeader(
        "Authorization", $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{name}:secret-word"))}");
}
