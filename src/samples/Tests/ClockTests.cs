using ScriptWs.Testing;

namespace ScriptWs.Samples.Tests;

/// <summary>A script that asks C# and waits, tested without a database and without waiting.</summary>
public sealed class ClockTests
{
    /// <summary>An order is found, and the clock moves by itself.</summary>
    [Fact]
    public async Task Order_ThatWasPlaced_IsFoundAndRememberedLater()
    {
        await using var world = await World.ServeAsync("clock.js", setup => setup.AddModule("orders", new FakeOrders()));
        var anna = await world.ConnectAsync("anna");

        await anna.SendAsync("find 7");
        Assert.Equal("tea", (await anna.ReceiveAsync()).Text);

        await world.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("5 minutes later", (await anna.ReceiveAsync()).Text);
        Assert.Empty(world.UnexpectedLog);
    }
}
