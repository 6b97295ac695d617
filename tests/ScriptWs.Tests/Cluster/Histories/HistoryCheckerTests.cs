using System.Globalization;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster.Histories;

/// <summary>
/// Clients publish numbered messages to a topic with a history while the broker fails, and followers on both servers note what they get.
/// What was confirmed has arrived, or its loss was declared; nothing is doubled or out of order.
/// </summary>
public sealed class HistoryCheckerTests
{
    private const int Burst = 50;

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
        var rule = new TopicOptions { Match = "chat", History = 10_000, Age = TimeSpan.FromHours(1) };
        await using var servers = await TwoServers.StartAsync(redis.Url, Follower.Script, topics: rule);
        await servers.MeetAsync();
        using var anna = await Follower.ConnectAsync(servers.First);
        using var ben = await Follower.ConnectAsync(servers.Second);
        using var carla = await Follower.ConnectAsync(servers.Second);
        await anna.FollowAsync("");
        await ben.FollowAsync("");
        List<string> confirmed = [];

        await PublishAsync(anna, "a", confirmed, () => false);
        if (prepareAsync is not null) await prepareAsync(redis);
        await PublishAsync(anna, "c", confirmed, () => false);
        var failing = FailAsync();
        await PublishAsync(carla, "b", confirmed, () => !failing.IsCompleted);
        await failing;
        while ((await carla.PublishAsync("last")).StartsWith("error", StringComparison.Ordinal))
        {
        }

        foreach (var follower in (Follower[])[anna, ben])
        {
            List<string> seen = [];
            while (seen.LastOrDefault() != "last") seen.Add(await follower.NextAsync());
            var messages = seen.Where(text => text[0] is 'a' or 'b' or 'c').ToArray();
            Assert.Equal(messages.Distinct(), messages);
            foreach (var sender in messages.GroupBy(text => text[0]))
            {
                var numbers = sender.Select(text => int.Parse(text[1..], CultureInfo.InvariantCulture)).ToArray();
                Assert.Equal(numbers.Order(), numbers);
            }

            var lost = confirmed.Except(messages).Count();
            // The script is told by a turn of its own, before or after the message behind the gap.
            while (lost > 0 && !seen.Exists(IsGap)) seen.Add(await follower.NextAsync());
            var declared = seen.Count(IsGap);
            TestContext.Current.TestOutputHelper?.WriteLine($"{messages.Length} received, {lost} lost, {declared} gaps declared");
            if (!mayLose) Assert.Equal(0, lost);
        }

        async Task FailAsync()
        {
            await failAsync(redis);
            await TwoServers.EventuallyAsync(() => servers.First.Cluster!.Problem is null && servers.Second.Cluster!.Problem is null);
        }
    }

    private static bool IsGap(string text) => text.StartsWith("gap", StringComparison.Ordinal);

    private static async Task PublishAsync(Follower publisher, string name, List<string> confirmed, Func<bool> goesOn)
    {
        for (var i = 0; i < Burst || goesOn(); i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{name}{i}");
            if (!(await publisher.PublishAsync(text)).StartsWith("error", StringComparison.Ordinal)) confirmed.Add(text);
        }
    }
}
