namespace ScriptWs.Tests.Cluster.Histories;

/// <summary>Followers of a topic with a history, while its broker fails.</summary>
public sealed class HistoryCheckerTests
{
    [Fact]
    public Task Messages_OfAQuietCluster_AllArrive() => CheckAsync([], static _ => Task.CompletedTask, mayLose: false);

    [Theory]
    [InlineData("SCRIPT FLUSH")]
    [InlineData("CLIENT KILL TYPE pubsub")]
    [InlineData("CLIENT KILL TYPE normal")]
    public Task Messages_WhileTheBrokerDropsConnections_AllArrive(string command) =>
        CheckAsync([], redis => redis.CommandAsync(command), mayLose: false);

    [Fact]
    public Task Messages_WhileTheBrokerForgets_AreLostOnlyDeclared() =>
        CheckAsync([], static redis => redis.CommandAsync("FLUSHALL"), mayLose: true);

    [Theory]
    [InlineData("")]
    [InlineData("--appendonly yes --appendfsync always")]
    public Task Messages_WhileTheBrokerIsKilledAndStarted_AreLostOnlyDeclared(string arguments) => CheckAsync(
        arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        static async redis =>
        {
            redis.Kill();
            await redis.StartAgainAsync();
        },
        mayLose: true);

    [Fact]
    public Task Messages_WhileTheBrokerGoesBackToASnapshot_AreLostOnlyDeclared() => CheckAsync(
        ["--dbfilename", "old.rdb"],
        static async redis =>
        {
            redis.Kill();
            await redis.StartAgainAsync();
        },
        mayLose: true,
        static redis => redis.CommandAsync("SAVE"));

    private static async Task CheckAsync(
        string[] arguments, Func<RedisServer, Task> failAsync, bool mayLose, Func<RedisServer, Task>? prepareAsync = null)
    {
        using var redis = await RedisServer.StartAsync(arguments);
        await using var checker = await HistoryChecker.StartAsync(redis.Url);

        await checker.RunAsync(() => failAsync(redis), mayLose, prepareAsync is null ? null : () => prepareAsync(redis));
    }
}
