using ScriptWs.Testing;

namespace ScriptWs.Tests.Testing;

public sealed class WorldTests
{
    [Fact]
    public async Task Receive_WithNothingToCome_SaysWhatWasWaitedFor()
    {
        await using var world = await World.ServeSourceAsync("export function onMessage() { }");
        var anna = await world.ConnectAsync("anna");

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => anna.ReceiveAsync(TimeSpan.FromMilliseconds(20)));

        Assert.Contains("anna", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WithAScriptThatIsNotThere_NamesTheFoldersLookedIn()
    {
        var failure = await Assert.ThrowsAsync<StepFailedException>(() => World.ServeAsync("no-such.js"));

        Assert.Contains("The script \"no-such.js\" was not found", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(AppContext.BaseDirectory, "no-such.js"), failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WithAScriptThatDoesNotLoad_NamesThePlace()
    {
        var failure = await Assert.ThrowsAsync<ScriptWsException>(() => World.ServeSourceAsync("export function onStart( {"));

        Assert.Contains("script.js:1:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advance_OfAnHour_TakesNoTime()
    {
        await using var world = await World.ServeSourceAsync(
            "export function onConnect(connection) { setTimeout(() => connection.send('late'), 3600_000); }");
        var anna = await world.ConnectAsync("anna");

        await world.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("late", (await anna.ReceiveAsync()).Text);
    }
}
