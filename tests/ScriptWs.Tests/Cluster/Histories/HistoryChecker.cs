using System.Globalization;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster.Histories;

/// <summary>
/// Two servers with a follower each, while other clients publish numbered messages to a topic with a history. What was confirmed has
/// arrived, or its loss was declared; nothing is doubled or out of order. The same holds for clients that come back afterwards.
/// </summary>
internal sealed class HistoryChecker : IAsyncDisposable
{
    private const int Burst = 50, Returns = 20;

    private readonly TwoServers _servers;
    private readonly List<(string Text, string Position)> _confirmed = [];

    private HistoryChecker(TwoServers servers) => _servers = servers;

    public ScriptWsServer[] Servers => [_servers.First, _servers.Second];

    public static async Task<HistoryChecker> StartAsync(string url, TimeSpan? timeout = null)
    {
        var rule = new TopicOptions { Match = "chat", History = 10_000, Age = TimeSpan.FromHours(1) };
        var servers = await TwoServers.StartAsync(
            url, Follower.Script, configure: cluster => cluster with { Timeout = timeout ?? cluster.Timeout }, topics: rule);
        await servers.MeetAsync();
        return new HistoryChecker(servers);
    }

    /// <summary>Publishes before, during and after a failure, and checks what the followers got.</summary>
    /// <param name="failAsync">Fails, and recovers.</param>
    /// <param name="mayLose">Whether a loss is right when it is declared.</param>
    /// <param name="prepareAsync">Done between two bursts before the failure.</param>
    /// <returns>The position of the last message before the failure.</returns>
    public async Task<string> RunAsync(Func<Task> failAsync, bool mayLose, Func<Task>? prepareAsync = null)
    {
        using var anna = await Follower.ConnectAsync(_servers.First);
        using var ben = await Follower.ConnectAsync(_servers.Second);
        using var carla = await Follower.ConnectAsync(_servers.Second);
        await anna.FollowAsync("");
        await ben.FollowAsync("");

        await PublishAsync(anna, "a", () => false);
        if (prepareAsync is not null) await prepareAsync();
        await PublishAsync(anna, "c", () => false);
        var position = await anna.PublishAsync("before");
        var failing = FailAsync(failAsync);
        await PublishAsync(carla, "b", () => !failing.IsCompleted);
        await failing;
        while ((await carla.PublishAsync("last")).StartsWith("error", StringComparison.Ordinal))
        {
        }

        foreach (var follower in (Follower[])[anna, ben]) await JudgeAsync(follower, mayLose);
        foreach (var server in Servers) await ComeBackAsync(server, mayLose);
        return position;
    }

    public ValueTask DisposeAsync() => _servers.DisposeAsync();

    private async Task JudgeAsync(Follower follower, bool mayLose)
    {
        List<string> seen = [];
        while (seen.LastOrDefault() != "last") seen.Add(await follower.NextAsync());
        var messages = seen.Where(text => char.IsDigit(text[^1])).ToArray();
        Assert.Equal(messages.Distinct(), messages);
        foreach (var sender in messages.GroupBy(text => text[0]))
        {
            var numbers = sender.Select(text => int.Parse(text[1..], CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(numbers.Order(), numbers);
        }

        var lost = _confirmed.Select(static confirmed => confirmed.Text).Except(messages).Count();
        // The script is told by a turn of its own, before or after the message behind the gap.
        while (lost > 0 && !seen.Exists(IsGap)) seen.Add(await follower.NextAsync());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{_confirmed.Count} confirmed, {messages.Length} received, {lost} lost, {seen.Count(IsGap)} gaps declared");
        if (!mayLose) Assert.Equal(0, lost);
    }

    /// <summary>Comes back with positions of all times: what was confirmed since then is sent, or declared lost.</summary>
    private async Task ComeBackAsync(ScriptWsServer server, bool mayLose)
    {
        using var late = await Follower.ConnectAsync(server);
        for (var i = 0; i < _confirmed.Count; i += 1 + (_confirmed.Count / Returns))
        {
            var found = await late.FollowAsync($"since {_confirmed[i].Position}");
            var isRecovered = found[^1].Split(' ')[2] == "true";
            if (isRecovered) Assert.Empty(_confirmed.Skip(i + 1).Select(static confirmed => confirmed.Text).Except(found));
            else Assert.True(mayLose, $"{_confirmed[i].Text} is not in the history any more: {found[^1]}");
        }
    }

    private async Task FailAsync(Func<Task> failAsync)
    {
        await failAsync();
        await TwoServers.EventuallyAsync(() => Servers.All(server => server.Cluster!.Problem is null));
    }

    private static bool IsGap(string text) => text.StartsWith("gap", StringComparison.Ordinal);

    private async Task PublishAsync(Follower publisher, string name, Func<bool> goesOn)
    {
        for (var i = 0; i < Burst || goesOn(); i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{name}{i}");
            var position = await publisher.PublishAsync(text);
            if (!position.StartsWith("error", StringComparison.Ordinal)) _confirmed.Add((text, position));
        }
    }
}
