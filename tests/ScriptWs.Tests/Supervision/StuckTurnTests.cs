using ScriptWs.Configuration;
using ScriptWs.Tests.Reload;

namespace ScriptWs.Tests.Supervision;

public sealed class StuckTurnTests
{
    private static readonly TimeSpan Bound = Tests.Patience.Limit;

    /// <summary>Longer than the first turn of a new engine on a busy machine, shorter than what hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Writing a long BigInt as digits is one built-in: no statement ends in it, no memory is asked for, nothing cuts it off for seconds.</summary>
    private const string Script = """
        let asked = 0;
        const gone = [];
        export function onMessage(connection, text) {
          if (text === "hang") { const long = 1n << 999_999n; `${long}${long}${long}`; }
          connection.send(`${text} ${++asked} ${server.connections.size} ${gone}`);
        }
        export function onDisconnect(connection, code) { gone.push(code); }
        """;

    [Fact]
    public async Task ScriptThatHangs_LosesItsEngineAndKeepsItsConnections()
    {
        await using var server = await ReloadedServer.StartAsync(Script, WithSteps(new StuckOptions { Warn = Milliseconds(1800), Stack = Milliseconds(1900), Replace = Patience, GiveUp = TimeSpan.Zero }));
        using var other = await server.ConnectAsync();
        await other.SendAsync("before");
        Assert.Equal("before 1 1 ", await other.ReceiveTextAsync());
        using var guilty = await server.ConnectAsync();

        await guilty.SendAsync("hang");
        await guilty.ReceiveCloseAsync();
        await other.SendAsync("after");

        Assert.Equal("after 1 1 1011", await other.ReceiveTextAsync());
        Assert.Equal((1011, "script failed"), guilty.Close);
        await server.LineAsync("A turn of main.js (generation 1) has run for ");
        await server.LineAsync("A turn of main.js (generation 1) is at: ");
        await server.LineAsync("The worker of main.js (generation 1) got a new thread and a new engine");
    }

    [Fact]
    public async Task HandlerInCSharpThatBlocks_LosesItsThread_AndRunsNothingMoreWhenItGoesOn()
    {
        using var blocks = new ManualResetEventSlim();
        using var left = new ManualResetEventSlim();
        await using var server = await ReloadedServer.StartAsync(Script, WithSteps(new StuckOptions { Warn = TimeSpan.Zero, Stack = TimeSpan.Zero, Replace = Patience, GiveUp = TimeSpan.Zero }));
        server.Server.MessageReceived += (_, text) =>
        {
            if (text != "block") return;
            blocks.Wait(Bound);
            left.Set();
        };
        using var guilty = await server.ConnectAsync();
        using var other = await server.ConnectAsync();

        await guilty.SendAsync("block");
        await guilty.ReceiveCloseAsync();
        await other.SendAsync("hello");
        var answer = await other.ReceiveTextAsync();
        blocks.Set();
        left.Wait(Bound, Cancel);
        await other.SendAsync("again");

        Assert.Equal("hello 1 1 1011", answer);
        Assert.Equal("again 2 1 1011", await other.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("promise")]
    [InlineData("sync")]
    [InlineData("stream")]
    public async Task FunctionOfCSharpThatBlocks_LosesItsEngineAndKeepsTheOthers(string kind)
    {
        using var blocks = new ManualResetEventSlim();
        var module = new BlockingModule(blocks);
        await using var server = await ReloadedServer.StartAsync(
            $$"""
            import { promise, sync, stream } from "host:blocking";
            export async function onMessage(connection, text) {
              if (text === "promise") await promise();
              if (text === "sync") sync();
              if (text === "stream") for await (const item of stream()) connection.send(item);
              connection.send(text);
            }
            """,
            WithSteps(new StuckOptions { Warn = Milliseconds(1800), Stack = TimeSpan.Zero, Replace = Patience, GiveUp = TimeSpan.Zero }),
            prepare: server => server.Modules.Add("blocking", module));
        using var guilty = await server.ConnectAsync();
        using var other = await server.ConnectAsync();

        await guilty.SendAsync(kind);
        await guilty.ReceiveCloseAsync();
        await other.SendAsync("hello");
        var answer = await other.ReceiveTextAsync();
        blocks.Set();
        await other.SendAsync("again");

        Assert.Equal((1011, "script failed"), guilty.Close);
        Assert.Equal(("hello", "again"), (answer, await other.ReceiveTextAsync()));
        await server.LineAsync("A turn of main.js (generation 1) has run for ");
        await server.LineAsync("The worker of main.js (generation 1) got a new thread and a new engine");
    }

    [Fact]
    public async Task LastStep_OfATurnThatDoesNotEnd_IsToldOnce()
    {
        using var blocks = new ManualResetEventSlim();
        var told = new TaskCompletionSource<string>();
        await using var server = await ReloadedServer.StartAsync(Script, WithSteps(new StuckOptions { Warn = TimeSpan.Zero, Stack = TimeSpan.Zero, Replace = TimeSpan.Zero, GiveUp = Milliseconds(50) }));
        server.Server.MessageReceived += (_, _) => blocks.Wait(Bound);
        server.Server.Unresponsive += problem => Assert.True(told.TrySetResult(problem));
        using var client = await server.ConnectAsync();

        await client.SendAsync("block");
        var problem = await told.Task.WaitAsync(Bound, Cancel);
        blocks.Set();

        Assert.Equal("block 1 1 ", await client.ReceiveTextAsync());
        Assert.StartsWith("a turn of main.js (generation 1) has run for ", problem, StringComparison.Ordinal);
        await server.LineAsync("only a restart of the process ends it.");
    }

    /// <summary>Blocks where the turn waits for it, as code that should have been asynchronous does.</summary>
    public sealed class BlockingModule(ManualResetEventSlim blocks)
    {
        [ScriptFunction]
        public Task PromiseAsync()
        {
            blocks.Wait(Bound);
            return Task.CompletedTask;
        }

        [ScriptFunction(Sync = true)]
        public int Sync()
        {
            blocks.Wait(Bound);
            return 1;
        }

        [ScriptFunction]
        public IAsyncEnumerable<string> StreamAsync()
        {
            blocks.Wait(Bound);
            return AsyncEnumerable.Empty<string>();
        }
    }

    private static Func<ScriptWsOptions, ScriptWsOptions> WithSteps(StuckOptions stuck) =>
        options => options with { Script = options.Script with { Stuck = stuck, TurnTimeout = TimeSpan.FromSeconds(1) } };

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
