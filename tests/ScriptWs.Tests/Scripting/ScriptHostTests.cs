using System.Text;
using Microsoft.Extensions.Logging;
using ScriptWs.Connections;

namespace ScriptWs.Tests.Scripting;

public sealed class ScriptHostTests
{
    private const string Failing =
        """
        export function onMessage(connection, text) {
          if (text === "throw") rooms.join(text);
          if (text === "throw a string") throw "so";
          if (text === "loop") for (;;);
          if (text === "reject") Promise.reject(new RangeError("far"));
          connection.send("fine");
        }
        export function onError(error, connection) { console.log(error.message ?? error, connection.state); }
        """;

    [Theory]
    [InlineData("throw", "scripts/main.js:2:25: ReferenceError: rooms is not defined.", "rooms is not defined open")]
    [InlineData("throw a string", "scripts/main.js:3:40: threw so", "so open")]
    [InlineData("loop", "scripts/main.js:4:32: the turn took longer than script.turnTimeout (500 ms) and was cut off.", null)]
    [InlineData("reject", "scripts/main.js:5:41: a rejected promise was not handled: RangeError: far.", "far open")]
    public void Handler_Failing_IsLoggedToldToOnErrorAndClosesTheConnection(string message, string line, string? told)
    {
        using var hosted = new Hosted(Failing, Hosted.Budget with { TurnTimeout = TimeSpan.FromMilliseconds(500) });
        var (transport, connection) = hosted.Open();

        hosted.Host.OnText(connection, Encoding.UTF8.GetBytes(message));

        Assert.Equal([line], hosted.Log.Lines);
        Assert.Equal([told ?? $"{line} open"], hosted.Said.Lines);
        Assert.Equal("close 1011 \"script failed\"", Hosted.Received(transport)[^1]);
    }

    [Fact]
    public void OnError_Throwing_IsLoggedAndNotToldAgain()
    {
        using var hosted = new Hosted("export function onStart() { throw new Error('one'); } export function onError() { throw new Error('two'); }");

        hosted.Host.OnStart();

        Assert.Equal(["scripts/main.js:1:35: Error: one.", "onError failed: scripts/main.js:1:89: Error: two."], hosted.Log.Lines);
    }

    [Fact]
    public void Failure_RepeatedManyTimes_DoesNotFloodTheLog()
    {
        using var hosted = new Hosted("export function onStart() { throw new Error('again'); }");

        for (var i = 0; i < 100; i++) hosted.Host.OnStart();
        hosted.Clock.Advance(TimeSpan.FromSeconds(11));
        hosted.Host.OnStart();

        Assert.Equal(12, hosted.Log.Lines.Count);
        Assert.Equal("The previous failure was repeated 90 times (not shown).", hosted.Log.Lines[^1]);
    }

    [Fact]
    public void Rejection_HandledInTheSameTurn_IsNoFailure()
    {
        using var hosted = new Hosted("export async function onStart() { try { await Promise.reject(1); } catch { console.log('caught'); } }");

        hosted.Host.OnStart();

        Assert.Equal(["caught"], hosted.Said.Lines);
        Assert.Empty(hosted.Log.Lines);
    }

    [Fact]
    public void Member_UsedWithoutItsConnection_IsATypeError()
    {
        using var hosted = new Hosted("export function onConnect(c) { const { send } = c; try { send('x'); } catch (e) { console.log(`${e}`); } }");

        hosted.Open();

        Assert.Equal(["TypeError: A member of a connection was used without it; call it as connection.send(…)."], hosted.Said.Lines);
    }

    [Theory]
    [InlineData("c.send('aé')", "3")]
    [InlineData("c.send(new Uint8Array([1, 2]).buffer)", "2")]
    [InlineData("c.send({})", "TypeError: A message is a string, a Uint8Array, an ArrayBuffer or a DataView; JSON.stringify makes a string of an object.")]
    [InlineData("c.close(1005)", "RangeError: A status code is 1000, 3000 to 4999, or one that RFC 6455 §7.4.1 lets a server send.")]
    [InlineData("c.close(1000, 'x'.repeat(124))", "RangeError: A reason has at most 123 bytes of UTF-8.")]
    [InlineData("c.subscribe('')", "TypeError: A topic is a string of 1 to 256 characters.")]
    [InlineData("[c.subscribe('t'), c.subscribe('t'), c.isSubscribed('t'), c.subscriptions, server.subscriberCount('t'), c.unsubscribe('t')]", "[ true, false, true, [ 't' ], 1, true ]")]
    [InlineData("[c.state, c.user, c.latency, c.subprotocol, c.data, c.request.query, c.remoteAddress]", "[ 'open', null, null, null, {}, 'a=1', '127.0.0.1' ]")]
    [InlineData("[server.connections.size, [...server.connections][0] === c, server.connection(c.id) === c, server.connection('x')]", "[ 1, true, true, null ]")]
    [InlineData("[server.send(c.id, 'x'), server.send('nobody', 'x'), server.broadcast('x'), server.broadcast('x', { except: c }), server.broadcast('x', { only: [c.id] })]", "[ true, false, 1, 0, 1 ]")]
    [InlineData("server.generation", "1")]
    public void Connection_Member_GivesOrThrows(string expression, string expected)
    {
        using var hosted = new Hosted(
            $$"""
            export function onConnect(c) { try { console.log({{expression}}); } catch (e) { console.log(`${e.name}: ${e.message}`); } }
            """);

        hosted.Open();

        Assert.Equal([expected], hosted.Said.Lines);
        Assert.Empty(hosted.Log.Lines);
    }

    [Fact]
    public void Connections_AfterDisconnect_HoldItNoMore()
    {
        using var hosted = new Hosted("export function onDisconnect(c, code, reason) { console.log(server.connections.size, code, reason, c.state); }");
        var (transport, _) = hosted.Open();

        transport.Sink!.OnDisconnected();

        Assert.Equal(["0 1006  closed"], hosted.Said.Lines);
    }

    [Theory]
    [InlineData("return;", "Accept")]
    [InlineData("return { data: { name: 'x' } };", "Accept")]
    [InlineData("return { subprotocol: 'v1', headers: { 'x-a': 'b' } };", "Accept v1 x-a=b")]
    [InlineData("return { status: 403, body: 'no' };", "Refuse 403 no")]
    [InlineData("return Promise.resolve({ status: 401 });", "Refuse 401 ")]
    [InlineData("return 5;", "Refuse 500", "scripts/main.js: onUpgrade: it returned neither nothing nor an object; return { status, headers?, body? } to refuse, { subprotocol?, headers?, data? } to accept.")]
    [InlineData("return { status: 200 };", "Refuse 500", "scripts/main.js: onUpgrade: status is not a number from 300 to 599.")]
    [InlineData("return { subprotocol: 'v2' };", "Refuse 500", "scripts/main.js: onUpgrade: the subprotocol \"v2\" was not offered by the client; choose one of request.subprotocols, or none.")]
    [InlineData("throw new Error('no');", "Refuse 500", "scripts/main.js:1:46: Error: no.")]
    [InlineData("return Promise.reject(new Error('later'));", "Refuse 500", "scripts/main.js: onUpgrade was rejected: Error: later.")]
    [InlineData("return { get status() { throw new Error('got'); } };", "Refuse 500", "scripts/main.js:1:70: Error: got.")]
    [InlineData("return Promise.resolve({ get status() { throw new Error('got'); } });", "Refuse 500", "scripts/main.js:1:86: Error: got.")]
    public void OnUpgrade_Answer_IsDecidedOnce(string body, string expected, string? line = null)
    {
        using var hosted = new Hosted($"export function onUpgrade(request) {{   {body} }}");
        var decisions = new List<UpgradeDecision>();

        hosted.Host.OnUpgrade(new UpgradeRequest("/", "", new Dictionary<string, string>(), ["v1"], "127.0.0.1"), decisions.Add);

        Assert.StartsWith(expected, Text(Assert.Single(decisions)), StringComparison.Ordinal);
        Assert.Equal(line is null ? [] : [line], hosted.Log.Lines);
    }

    [Fact]
    public void Timers_Due_RunInOrderAndAskToBeWoken()
    {
        using var hosted = new Hosted(
            """
            export function onStart() {
              setTimeout((word) => console.log(word), 20, "late");
              setTimeout(() => { console.log("early"); Promise.resolve().then(() => console.log("microtask")); }, 10);
              const interval = setInterval(() => console.log("tick") ?? clearInterval(interval), 15);
              clearTimeout(setTimeout(() => console.log("never"), 5));
            }
            """);
        hosted.Host.OnStart();

        hosted.Clock.Advance(TimeSpan.FromMilliseconds(30));
        hosted.Host.RunTimers();

        Assert.Equal(["early", "microtask", "tick", "late"], hosted.Said.Lines);
    }

    [Fact]
    public void Timer_Failing_IsLoggedAndTheNextOneRuns()
    {
        using var hosted = new Hosted("export function onStart() { setTimeout(() => { throw new Error('x'); }); setTimeout(() => console.log('next')); }");
        hosted.Host.OnStart();

        hosted.Host.RunTimers();

        Assert.Equal(["scripts/main.js:1:54: Error: x."], hosted.Log.Lines);
        Assert.Equal(["next"], hosted.Said.Lines);
    }

    [Theory]
    [InlineData("const again = () => { console.log('x'); setImmediate(again); }; again();")]
    [InlineData("const again = () => { console.log('x'); setTimeout(again); }; again();")]
    [InlineData(
        "const { port1, port2 } = new MessageChannel(); "
        + "port2.onmessage = () => { console.log('x'); port1.postMessage(1); }; port2.onmessage();")]
    public void Timer_ThatSetsTheNext_RunsOnceAndThenLetsMessagesThrough(string endless)
    {
        using var hosted = new Hosted($"export function onStart() {{ {endless} }}");
        hosted.Host.OnStart();

        hosted.Host.RunTimers();

        Assert.Equal(["x", "x"], hosted.Said.Lines);
        Assert.Equal(TimeSpan.Zero, hosted.WokenAfter);
    }

    [Fact]
    public void OnShutdown_Async_IsDoneWhenItsPromiseIs()
    {
        var done = false;
        using var hosted = new Hosted("export async function onShutdown(reason) { await new Promise((go) => setTimeout(go, 10)); console.log(reason); }");
        hosted.Host.OnShutdown("stop", () => done = true);
        Assert.False(done);

        hosted.Clock.Advance(TimeSpan.FromMilliseconds(10));
        hosted.Host.RunTimers();

        Assert.True(done);
        Assert.Equal(["stop"], hosted.Said.Lines);
    }

    [Fact]
    public void Console_Levels_AreTheLogs()
    {
        using var hosted = new Hosted("export function onStart() { for (const level of ['trace', 'debug', 'info', 'warn', 'error']) server.log[level](level); }");

        hosted.Host.OnStart();

        Assert.Equal([LogLevel.Trace, LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error], hosted.Said.Levels);
    }

    private static string Text(UpgradeDecision decision) => decision switch
    {
        UpgradeDecision.Accept accept => $"Accept {accept.Subprotocol} {string.Join(',', (accept.Headers ?? []).Select(header => $"{header.Key}={header.Value}"))}".TrimEnd(),
        UpgradeDecision.Refuse refuse => $"Refuse {refuse.Status} {refuse.Body}",
        _ => "?",
    };
}
