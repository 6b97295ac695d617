using Microsoft.Extensions.Time.Testing;
using ScriptWs.Reload;

namespace ScriptWs.Tests.Reload;

/// <summary>What moves from one generation to the next, and what does not.</summary>
public sealed class StateTests
{
    [Fact]
    public async Task State_OfAnyCloneableKind_ArrivesAsACopy()
    {
        await using var server = await ReloadedServer.StartAsync("""
            const room = { name: "lobby", members: new Set(["a"]) };
            room.self = room;
            export function onUnload() {
              return { room, again: room, map: new Map([["k", 1n]]), date: new Date(5), bytes: new Uint8Array([1, 2]), list: [1, , 3], nothing: null, expression: /x/gi };
            }
            """);

        await server.ReloadAsync("""
            export function onLoad(state, { from, to }) {
              console.log(from, to, state.room.self === state.room, state.again === state.room, state.room.members.has("a"), state.map.get("k") === 1n,
                state.date.getTime(), state.bytes instanceof Uint8Array, state.bytes.join(), 1 in state.list, state.nothing, String(state.expression));
            }
            """);

        Assert.Contains("1 2 true true true true 5 true 1,2 false null /x/gi", server.Log);
    }

    [Fact]
    public async Task State_WithConnections_HoldsTheSameConnectionsAfterwards()
    {
        await using var server = await ReloadedServer.StartAsync("""
            const rooms = new Map();
            export function onConnect(connection) {
              const room = { members: new Set([connection]) };
              rooms.set("lobby", room);
              connection.data = { room };
              connection.send("in");
            }
            export function onUnload() { return { rooms }; }
            """);
        using var client = await server.ConnectAsync();
        await client.ReceiveTextAsync();

        await server.ReloadAsync("""
            let rooms;
            export function onLoad(state) { rooms = state.rooms; }
            export function onMessage(connection) {
              const room = rooms.get("lobby");
              connection.send(`${room.members.has(connection)} ${connection.data.room === room}`);
            }
            """);
        await client.SendAsync("?");

        Assert.Equal("true true", await client.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("export function onUnload() { return { rooms: [0, 1, 2, { timer: () => {} }] }; }", "main.js: state.rooms[3].timer is a function, which cannot be copied.")]
    [InlineData("export function onUnload() { return new Map([['a', Symbol('x')]]); }", "main.js: state.get(\"a\") is a symbol, which cannot be copied.")]
    [InlineData("export function onUnload() { return [Promise.resolve()]; }", "main.js: state[0] is a promise, which cannot be copied.")]
    [InlineData("const one = new Uint8Array(5_000_000); let two; export function onStart() { two = new Uint8Array(5_000_000); } export function onUnload() { return { one, two }; }", "main.js: state.two.buffer is too much: what moves to the next generation has at most script.memory (8 MiB).")]
    [InlineData("export function onConnect(connection) { connection.data.stop = () => {}; connection.send('in'); }", "main.js: connection.data.stop is a function, which cannot be copied.")]
    [InlineData("export function onUnload() { throw new Error('not now'); }", "onUnload failed: main.js:1:36: Error: not now.")]
    public async Task State_ThatCannotBeCopied_RefusesTheReloadAndNamesIt(string source, string problem)
    {
        var onConnect = source.Contains("onConnect", StringComparison.Ordinal) ? "" : "\nexport function onConnect(connection) { connection.send('in'); }";
        await using var server = await ReloadedServer.StartAsync(source + onConnect, options => options with { Script = options.Script with { Memory = 8 << 20 } });
        using var client = await server.ConnectAsync();
        await client.ReceiveTextAsync();

        var result = await server.ReloadAsync("export function onStart() {}");

        Assert.Equal((ReloadOutcome.Refused, problem), (result.Outcome, result.Problem));
    }

    [Fact]
    public async Task Timers_OfTheOldGeneration_EndWithIt()
    {
        var clock = new FakeTimeProvider();
        await using var server = await ReloadedServer.StartAsync("setInterval(() => console.log('old'), 1000); export function onStart() {}", clock: clock);

        await server.ReloadAsync("setInterval(() => console.log('new'), 1000); export function onStart() {}");
        clock.Advance(TimeSpan.FromSeconds(1));
        await server.LineAsync("new");

        Assert.DoesNotContain("old", server.Log);
    }

    [Fact]
    public async Task Timers_EndedByOnUnload_GoOnWhenTheReloadIsRefused()
    {
        var clock = new FakeTimeProvider();
        await using var server = await ReloadedServer.StartAsync(
            "const timer = setInterval(() => console.log('tick'), 1000); export function onUnload() { clearInterval(timer); }", clock: clock);

        await server.ReloadAsync("export function onLoad() { throw new Error('no'); }");
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("tick", await server.LineAsync("tick"));
    }

    [Fact]
    public async Task Data_AfterARefusedReload_IsTheSameObject()
    {
        await using var server = await ReloadedServer.StartAsync("""
            let known;
            export function onMessage(connection) {
              known ??= connection;
              connection.data.list ??= [];
              connection.data.list.push(1);
              connection.send(`${known === connection} ${connection.data.list.length}`);
            }
            """);
        using var client = await server.ConnectAsync();
        await client.SendAsync("?");
        await client.ReceiveTextAsync();

        await server.ReloadAsync("export function onLoad() { for (const one of server.connections) one.data.list = 0; throw new Error('no'); }");
        await client.SendAsync("?");

        Assert.Equal("true 2", await client.ReceiveTextAsync());
    }
}
