namespace ScriptWs.Tests.Cluster;

/// <summary>
/// Clients of two servers send numbered messages while the broker fails. Afterwards nothing is doubled, nothing is out of order, and
/// what is lost was declared.
/// </summary>
public sealed class CheckerTests
{
    [Fact]
    public Task Messages_OfAQuietCluster_AllArrive() =>
        CheckAsync(static _ => Task.CompletedTask, static _ => Task.CompletedTask, mayLose: false);

    [Fact]
    public Task Messages_WhileTheBrokerIsKilledAndStarted_AreDoubledNeverAndLostOnlyDeclared() => CheckAsync(
        static redis =>
        {
            redis.Kill();
            return Task.CompletedTask;
        },
        static redis => redis.StartAgainAsync(),
        mayLose: true);

    [Fact]
    public Task Messages_WhileTheBrokerIsStopped_AreDoubledNeverAndLostOnlyDeclared() => CheckAsync(
        static redis => redis.SignalAsync("STOP"), static redis => redis.SignalAsync("CONT"), mayLose: true);

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("SCRIPT FLUSH")]
    public Task Messages_WhileTheBrokerForgets_AllArrive(string command) =>
        CheckAsync(redis => redis.CommandAsync(command), static _ => Task.CompletedTask, mayLose: false);

    [Theory]
    [InlineData("CLIENT KILL TYPE pubsub")]
    [InlineData("CLIENT KILL TYPE normal")]
    public Task Messages_WhileTheBrokerDropsConnections_AreDoubledNeverAndLostOnlyDeclared(string command) =>
        CheckAsync(redis => redis.CommandAsync(command), static _ => Task.CompletedTask, mayLose: true);

    private static async Task CheckAsync(Func<RedisServer, Task> failAsync, Func<RedisServer, Task> recoverAsync, bool mayLose)
    {
        using var redis = await RedisServer.StartAsync();
        await using var checker = await Checker.StartAsync(redis.Url);

        await checker.SendAsync(bursts: 10);
        await failAsync(redis);
        await checker.SendAsync(bursts: 10);
        await recoverAsync(redis);
        await checker.SendUntilHeardAsync();

        var verdict = checker.Judge();
        TestContext.Current.TestOutputHelper?.WriteLine(verdict.ToString());
        Assert.Equal((0, 0, 0), (verdict.Doubled, verdict.Disordered, verdict.SilentlyLost));
        if (!mayLose) Assert.Equal(0, verdict.Lost);
    }
}
