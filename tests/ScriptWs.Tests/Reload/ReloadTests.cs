using System.Net.WebSockets;
using ScriptWs.Configuration;
using ScriptWs.Reload;

namespace ScriptWs.Tests.Reload;

public sealed class ReloadTests
{
    private const string First = "export function onMessage(connection, text) { connection.send(`1 ${text}`); }";

    [Fact]
    public async Task Reload_NewVersion_MeetsTheNextMessageOfTheSameConnection()
    {
        await using var server = await ReloadedServer.StartAsync(First);
        using var client = await server.ConnectAsync();
        await client.SendAsync("before");
        var before = await client.ReceiveTextAsync();

        var result = await server.ReloadAsync("export function onMessage(connection, text) { connection.send(`${server.generation} ${text} of ${server.connections.size}`); }");
        await client.SendAsync("after");

        Assert.Equal("1 before", before);
        Assert.Equal("2 after of 1", await client.ReceiveTextAsync());
        Assert.Equal((ReloadOutcome.Live, 2, null), (result.Outcome, result.Generation, result.Problem));
        Assert.Equal(2, server.Server.Scripts[0].Generation);
        Assert.Contains(server.Log, line => line.StartsWith("main.js: generation 2 went live in ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reload_NothingChanged_DoesNothing()
    {
        await using var server = await ReloadedServer.StartAsync(First);

        var result = await server.ReloadAsync();

        Assert.Equal((ReloadOutcome.Unchanged, 1), (result.Outcome, result.Generation));
    }

    [Fact]
    public async Task Reload_OnlyAnImportChanged_IsLive()
    {
        await using var server = await ReloadedServer.StartAsync(First);
        server.Write("lib.js", "export const word = 'old';");
        await server.ReloadAsync("import { word } from './lib.js'; export function onMessage(connection) { connection.send(word); }");
        using var client = await server.ConnectAsync();

        server.Write("lib.js", "export const word = 'new';");
        var result = await server.ReloadAsync();
        await client.SendAsync("?");

        Assert.Equal((ReloadOutcome.Live, 3), (result.Outcome, result.Generation));
        Assert.Equal("new", await client.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("export function onMessage( {}", "main.js:1:30: SyntaxError: Unexpected end of input.")]
    [InlineData("", "main.js: no handler is exported; export at least one of onStart, onAuthenticate, onUpgrade, onConnect, onMessage, onBinary, onDrain, onDisconnect, onSubscribe, onRequest, onEvent, onHeartbeat, onGap, onPresence, onError, onShutdown, onWatchdog, onUnload, onLoad.")]
    [InlineData("throw new Error('top');\nexport function onMessage() {}", "main.js:1:7: Error: top.")]
    [InlineData("import './no.js';\nexport function onMessage() {}", "main.js:1:8: \"./no.js\" cannot be imported; there is no such file.")]
    [InlineData("import '../out.js';\nexport function onMessage() {}", "main.js:1:8: \"../out.js\" is outside the script's folder; only files inside it can be imported.")]
    [InlineData("for (;;);\nexport function onMessage() {}", "main.js:1:9: loading took longer than script.loadTimeout (500 ms) and was cut off.")]
    [InlineData("export function onMesage() {}", "main.js: \"onMesage\" is not a handler; did you mean \"onMessage\"?")]
    [InlineData("export function onMessage() {}\nexport const selftest = () => {};", "main.js: \"selftest\" is not a handler; did you mean \"selfTest\"?")]
    [InlineData("export function onMessage() {}\nexport function selfTest() { throw new Error('unwell'); }", "selfTest failed: main.js:2:36: Error: unwell.")]
    [InlineData("export function onMessage() {}\nexport function selfTest() { return false; }", "main.js: selfTest returned false.")]
    [InlineData("export function onMessage() {}\nexport function onLoad() { throw new TypeError('no'); }", "onLoad failed: main.js:2:34: TypeError: no.")]
    [InlineData("export function onMessage() {}\nexport async function onLoad() { throw new TypeError('no'); }", "onLoad failed: main.js:2:40: TypeError: no.")]
    [InlineData("export function onMessage() {}\nexport function onLoad() { return new Promise(() => {}); }", "onLoad failed: main.js: it returned a promise that waits for something; it must be done within its turn.")]
    [InlineData("export function onMessage() {}\nexport function onLoad() { server.broadcast('hi'); }", "onLoad failed: main.js:2:28: TypeError: server.broadcast cannot be called while the script loads; call it in onStart or later.")]
    [InlineData("export function onMessage() {}\nexport function onLoad() { for (const c of server.connections) c.send('hi'); }", "onLoad failed: main.js:2:64: TypeError: connection.send cannot be called while the script loads; call it in onStart or later.")]
    [InlineData("server.store.set('a', 1);\nexport function onMessage() {}", "main.js:1:1: TypeError: server.store.set cannot be called while the script loads; call it in onStart or later.")]
    [InlineData("Promise.reject(new Error('lost'));\nexport function onMessage() {}", "main.js:1:16: a rejected promise was not handled: Error: lost.")]
    public async Task Reload_VersionUnfitToRun_IsRefusedAndTheOldGoesOn(string source, string problem)
    {
        await using var server = await ReloadedServer.StartAsync(First, options => options with { Script = options.Script with { LoadTimeout = TimeSpan.FromMilliseconds(500) } });
        using var client = await server.ConnectAsync();

        var result = await server.ReloadAsync(source);
        await client.SendAsync("still here");

        Assert.Equal((ReloadOutcome.Refused, 1, problem), (result.Outcome, result.Generation, result.Problem));
        Assert.Equal("1 still here", await client.ReceiveTextAsync());
        Assert.Contains($"main.js: generation 2 was refused, generation 1 continues: {problem}", server.Log);
    }

    [Fact]
    public async Task Reload_AfterARefusal_GoesLiveWhenMended()
    {
        await using var server = await ReloadedServer.StartAsync(First);
        await server.ReloadAsync("export function onMessage( {}");

        var result = await server.ReloadAsync("export function onMessage() {}");

        Assert.Equal((ReloadOutcome.Live, 2), (result.Outcome, result.Generation));
    }

    [Fact]
    public async Task Reload_ClientWaitingForAnAnswerOfTheOldOnUpgrade_IsAnsweredByTheNew()
    {
        await using var server = await ReloadedServer.StartAsync("export function onUpgrade() { console.log('asked'); return new Promise(() => {}); }");
        var connecting = server.ConnectAsync();
        await server.LineAsync("asked");

        await server.ReloadAsync("export function onUpgrade() { return { data: { by: 2 } }; }\nexport function onConnect(connection) { connection.send(JSON.stringify(connection.data)); }");
        using var client = await connecting;

        Assert.Equal("""{"by":2}""", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Reload_ClientWaitingForAnAnswerOfTheOldOnAuthenticate_IsAnsweredByTheNew()
    {
        await using var server = await ReloadedServer.StartAsync(
            "export function onAuthenticate() { console.log('asked'); return new Promise(() => {}); }",
            options => options with { Authentication = new AuthenticationOptions { Enabled = true } });
        var connecting = DotNetClient.ConnectAsync(server.Server.Addresses[0], options => options.SetRequestHeader("Authorization", "Basic YTpi"));
        await server.LineAsync("asked");

        await server.ReloadAsync("export function onAuthenticate() { return true; }\nexport function onConnect(connection) { connection.send(connection.user.name); }");
        using var client = await connecting;

        Assert.Equal("a", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Reload_Subscriptions_Stay()
    {
        await using var server = await ReloadedServer.StartAsync("export function onConnect(connection) { connection.subscribe('news'); connection.send('in'); }");
        using var client = await server.ConnectAsync();
        await client.ReceiveTextAsync();

        await server.ReloadAsync("export function onStart() { server.publish('news', 'extra'); }");

        Assert.Equal("extra", await client.ReceiveTextAsync());
        Assert.Equal(WebSocketState.Open, client.State);
    }

    [Fact]
    public async Task Reload_Parallel_ChangesAllWorkers()
    {
        const string Answer = "export function onMessage(connection) { connection.send(`${server.generation}`); }";
        await using var server = await ReloadedServer.StartAsync(Answer, ReloadedServer.Parallel);
        using var one = await server.ConnectAsync();
        using var two = await server.ConnectAsync();

        await server.ReloadAsync(Answer + "//");
        await Task.WhenAll(one.SendAsync("?"), two.SendAsync("?"));

        Assert.Equal(("2", "2"), (await one.ReceiveTextAsync(), await two.ReceiveTextAsync()));
    }

    [Fact]
    public async Task Reload_ParallelOneWorkerFails_LeavesAllAsTheyWere()
    {
        const string Answer = "export function onMessage(connection) { connection.send(`${server.generation} ${connection.data.at}`); }\n"
            + "export function onConnect(connection) { connection.data.at = server.store.increment('n'); connection.send('in'); }\n";
        await using var server = await ReloadedServer.StartAsync(Answer, ReloadedServer.Parallel);
        using var one = await server.ConnectAsync();
        using var two = await server.ConnectAsync();
        await Task.WhenAll(one.ReceiveTextAsync(), two.ReceiveTextAsync());

        var result = await server.ReloadAsync(Answer + "export function onLoad() { for (const c of server.connections) if (c.data.at === 2) throw new Error('the second'); }");
        await Task.WhenAll(one.SendAsync("?"), two.SendAsync("?"));

        Assert.Equal(ReloadOutcome.Refused, result.Outcome);
        Assert.Equal(["1 1", "1 2"], new[] { await one.ReceiveTextAsync(), await two.ReceiveTextAsync() }.Order());
    }
}
