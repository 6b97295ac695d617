using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Reload;

namespace ScriptWs.Tests.Reload;

public sealed class RollbackTests
{
    private const string Good = """
        let count = 0;
        export function onMessage(connection) { connection.send(`${server.generation}: ${++count}`); }
        export function onUnload() { return { count }; }
        export function onLoad(state, { from, to }) { count = state?.count ?? 0; console.log(`loaded ${from} to ${to}`); }
        """;

    private const string Bad = """
        let count = 0;
        export function onMessage(connection, text) { count++; if (text === "bad") throw new Error("bad"); connection.send(`${server.generation}: ${count}`); }
        export function onUnload() { return { count }; }
        export function onLoad(state) { count = state.count; }
        """;

    [Fact]
    public async Task Generation_FailingMoreTurnsThanAllowed_IsTakenBackWithItsState()
    {
        await using var server = await StartAsync(Good);
        using var client = await server.ConnectAsync();
        await AskAsync(client);
        await server.ReloadAsync(Bad);

        for (var i = 0; i < 3; i++) await client.SendAsync("bad");
        var line = await server.LineAsync("came back");

        Assert.Equal("main.js: generation 1 came back in place of 2, because more than 2 of its turns failed within 10s; generation 2 is refused until its files change.", line);
        Assert.Equal("1: 5", await AskAsync(client));
        Assert.Contains("loaded 2 to 1", server.Log);
    }

    [Fact]
    public async Task Generation_FailingAsManyTurnsAsAllowed_Stays()
    {
        await using var server = await StartAsync(Good);
        using var client = await server.ConnectAsync();
        await server.ReloadAsync(Bad);

        for (var i = 0; i < 2; i++) await client.SendAsync("bad");

        Assert.Equal("2: 3", await AskAsync(client));
    }

    [Fact]
    public async Task Generation_FailingAfterItsTime_Stays()
    {
        var clock = new FakeTimeProvider();
        await using var server = await StartAsync(Good, clock);
        using var client = await server.ConnectAsync();
        await server.ReloadAsync(Bad);

        clock.Advance(TimeSpan.FromSeconds(11));
        for (var i = 0; i < 5; i++) await client.SendAsync("bad");

        Assert.Equal("2: 6", await AskAsync(client));
    }

    [Fact]
    public async Task Generation_TakenBack_IsRefusedUntilItsFilesChange()
    {
        await using var server = await StartAsync(Good);
        await server.ReloadAsync(Bad);
        await server.Server.RollbackAsync(TestContext.Current.CancellationToken);

        var again = await server.ReloadAsync(Bad);
        var mended = await server.ReloadAsync(Bad.Replace("throw new Error(\"bad\");", "", StringComparison.Ordinal));

        Assert.Equal((ReloadOutcome.Refused, 1, "it was rolled back before, and has not changed since."), (again.Outcome, again.Generation, again.Problem));
        Assert.Equal((ReloadOutcome.Live, 3), (mended.Outcome, mended.Generation));
    }

    [Fact]
    public async Task Rollback_ByHand_BringsTheGenerationBeforeBack()
    {
        await using var server = await StartAsync(Good);
        using var client = await server.ConnectAsync();
        await server.ReloadAsync(Bad);
        await AskAsync(client);

        var result = Assert.Single(await server.Server.RollbackAsync(TestContext.Current.CancellationToken));

        Assert.Equal((ReloadOutcome.RolledBack, 1), (result.Outcome, result.Generation));
        Assert.Equal("1: 2", await AskAsync(client));
        Assert.Contains("main.js: generation 1 came back in place of 2, as it was asked to; generation 2 is refused until its files change.", server.Log);
    }

    [Fact]
    public async Task Rollback_WithNothingBefore_IsRefused()
    {
        await using var server = await StartAsync(Good);

        var result = Assert.Single(await server.Server.RollbackAsync(TestContext.Current.CancellationToken));

        Assert.Equal((ReloadOutcome.Refused, 1, "there is no generation before this one."), (result.Outcome, result.Generation, result.Problem));
    }

    [Theory]
    [InlineData("export function onUnload() { throw new Error('never'); }")]
    [InlineData("export function onUnload() { return { count: () => 1 }; }")]
    [InlineData("export function onUnload() { return { get count() { throw new Error('trap'); } }; }")]
    public async Task Rollback_FromAGenerationThatCannotHandOver_BeginsAnew(string bad)
    {
        await using var server = await StartAsync(Good);
        using var client = await server.ConnectAsync();
        await AskAsync(client);
        await server.ReloadAsync(bad);

        var result = Assert.Single(await server.Server.RollbackAsync(TestContext.Current.CancellationToken));

        Assert.Equal((ReloadOutcome.RolledBack, 1), (result.Outcome, result.Generation));
        Assert.Equal("1: 1", await AskAsync(client));
    }

    [Fact]
    public async Task Rollback_ToAGenerationThatCannotLoadWhatIsLeft_GivesItNothing()
    {
        await using var server = await StartAsync("export function onLoad(state) { if (state) throw new Error('what is this?'); console.log('nothing'); }");
        await server.ReloadAsync("export function onUnload() { return 'something'; }");

        var result = Assert.Single(await server.Server.RollbackAsync(TestContext.Current.CancellationToken));

        Assert.Equal(ReloadOutcome.RolledBack, result.Outcome);
        Assert.Contains("nothing", server.Log);
    }

    private static Task<ReloadedServer> StartAsync(string source, TimeProvider? clock = null) => ReloadedServer.StartAsync(
        source,
        options => options with { Script = options.Script with { OnFailure = ScriptFailurePolicy.Keep, Rollback = new RollbackOptions { Errors = 2 } } },
        clock);

    private static async Task<string> AskAsync(DotNetClient client)
    {
        await client.SendAsync("?");
        return await client.ReceiveTextAsync();
    }
}
