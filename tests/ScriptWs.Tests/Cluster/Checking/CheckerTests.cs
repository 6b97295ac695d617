namespace ScriptWs.Tests.Cluster;

/// <summary>
/// Clients of several servers send numbered messages while the broker fails. Afterwards nothing is doubled, nothing is out of order, and
/// each loss is in an envelope that the receiving node counted as missing.
/// </summary>
public sealed class CheckerTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(1), Default = TimeSpan.FromSeconds(2);

    [Fact]
    public Task Messages_OfAQuietCluster_AllArrive() =>
        CheckAsync([], static _ => Task.CompletedTask, static (_, _) => Task.CompletedTask, mayLose: false);

    [Theory]
    [InlineData("--save", "")]
    [InlineData("--save", "1 1")]
    [InlineData("--appendonly", "yes")]
    public Task Messages_WhileTheBrokerIsKilledAndStarted_AreLostOnlyWhereItIsCounted(params string[] persistence) => CheckAsync(
        persistence,
        static redis =>
        {
            redis.Kill();
            return Task.CompletedTask;
        },
        static (redis, _) => redis.StartAgainAsync(),
        mayLose: true);

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(30)]
    public Task Messages_WhileTheBrokerIsStopped_AreLostOnlyWhereItIsCounted(int seconds) => CheckAsync(
        [],
        static redis => redis.SignalAsync("STOP"),
        async (redis, checker) =>
        {
            await checker.SendForAsync(Outage.Of(seconds));
            await redis.SignalAsync("CONT");
        },
        mayLose: true,
        Default);

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("SCRIPT FLUSH")]
    public Task Messages_WhileTheBrokerForgets_AllArrive(string command) =>
        CheckAsync([], redis => redis.CommandAsync(command), static (_, _) => Task.CompletedTask, mayLose: false);

    [Theory]
    [InlineData("CLIENT KILL TYPE pubsub")]
    [InlineData("CLIENT KILL TYPE normal")]
    public Task Messages_WhileTheBrokerDropsConnections_AreLostOnlyWhereItIsCounted(string command) =>
        CheckAsync([], redis => redis.CommandAsync(command), static (_, _) => Task.CompletedTask, mayLose: true);

    private static async Task CheckAsync(
        string[] arguments,
        Func<RedisServer, Task> failAsync,
        Func<RedisServer, Checker, Task> recoverAsync,
        bool mayLose,
        TimeSpan? timeout = null)
    {
        using var redis = await RedisServer.StartAsync(arguments);
        await using var checker = await Checker.StartAsync(redis.Url, timeout ?? Patient);

        await checker.SendAsync(bursts: 5);
        await failAsync(redis);
        await checker.SendAsync(bursts: 5);
        await recoverAsync(redis, checker);
        await checker.SendUntilHeardAsync();

        var verdict = checker.Judge();
        verdict.AssertSound();
        if (!mayLose) Assert.Equal(0, verdict.Lost);
    }
}
