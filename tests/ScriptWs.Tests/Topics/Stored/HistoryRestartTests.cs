using System.Globalization;
using ScriptWs.Configuration;
using ScriptWs.Storage;
using ScriptWs.Tests.Cli;
using ScriptWs.Tests.Cluster.Histories;

namespace ScriptWs.Tests.Topics;

/// <summary>Histories in a file, over restarts of the server and of its process.</summary>
public sealed class HistoryRestartTests : IDisposable
{
    private const int Kills = 3;

    private readonly TemporaryFolder _folder = new();

    public HistoryRestartTests() => _folder.Write("main.js", Follower.Script);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Follow_AfterARestart_SendsWhatWasMissed()
    {
        await using var server = await StartAsync();
        var anna = await Follower.ConnectAsync(server);
        var one = await anna.PublishAsync("one");
        await anna.PublishAsync("two");
        await server.RestartAsync(TestContext.Current.CancellationToken);
        anna.Dispose();

        using var ben = await Follower.ConnectAsync(server);
        var answer = await ben.FollowAsync($"since {one}");

        Assert.Equal("two", answer[0]);
        Assert.EndsWith(" true 1", answer[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_WhileTheNextServerHasTheFileToo_SendsWhatBothPublished()
    {
        await using var old = await StartAsync();
        await using var next = await StartAsync();
        using var anna = await Follower.ConnectAsync(old);
        using var ben = await Follower.ConnectAsync(next);
        var one = await anna.PublishAsync("one");
        await ben.PublishAsync("two");
        var three = await anna.PublishAsync("three");

        Assert.Equal(["two", "three", $"following {three} true 2"], await ben.FollowAsync($"since {one}"));
    }

    [Fact]
    public async Task Messages_PublishedAtOnce_AreAllKeptInTheirOrder()
    {
        await using var server = await StartAsync();
        using var anna = await Follower.ConnectAsync(server);
        await anna.FollowAsync("");
        var start = await anna.PublishAsync("start");
        string[] texts = [.. Enumerable.Range(0, 500).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        foreach (var text in texts) await anna.Client.SendAsync($"publish {text}");

        var live = await anna.TakeAsync(501);
        Assert.Equal(["start", .. texts], live);
        await server.RestartAsync(TestContext.Current.CancellationToken);
        using var ben = await Follower.ConnectAsync(server);
        var again = await ben.FollowAsync($"since {start}");
        Assert.Equal(texts, again[..^1]);
    }

    [Theory]
    [InlineData("second")]
    [InlineData("write")]
    public async Task Process_KilledUnderLoad_LosesNoMessageWhosePublisherKnowsItsPosition(string sync)
    {
        _folder.Write("server.json", $$"""
            {
              "listen": [{ "address": "127.0.0.1", "port": 0 }],
              "endpoints": [{ "path": "/", "script": "main.js" }],
              "storage": { "backend": "file", "sync": "{{sync}}" },
              "topics": [{ "match": "chat", "history": 10000, "age": "1h" }]
            }
            """);
        List<string> known = [];
        string? start = null;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var server = ServingProcess.Start(_folder.Path, "run");
            using var anna = await Follower.ConnectAsync(await server.AddressAsync());
            start ??= await anna.PublishAsync("start");
            Assert.Empty(known.Except(await KeptAsync(anna, start)));

            for (var i = 0; i < 200; i++) await anna.Client.SendAsync($"publish {kill}.{i}");
            for (var i = 0; i < 50; i++)
            {
                await anna.PositionAsync();
                known.Add($"{kill}.{i}");
            }

            await server.SignalAsync("KILL");
            await server.ExitCodeAsync();
        }

        await using var last = ServingProcess.Start(_folder.Path, "run");
        using var ben = await Follower.ConnectAsync(await last.AddressAsync());
        var kept = await KeptAsync(ben, start!);
        Assert.Empty(known.Except(kept));
        Assert.Equal(kept.Distinct().OrderBy(text => double.Parse(text.Split('.')[0], CultureInfo.InvariantCulture))
            .ThenBy(text => int.Parse(text.Split('.')[1], CultureInfo.InvariantCulture)), kept);
    }

    /// <summary>What the history has, whole, since a position.</summary>
    private static async Task<string[]> KeptAsync(Follower follower, string since)
    {
        var answer = await follower.FollowAsync($"since {since}");
        Assert.Contains(" true ", answer[^1], StringComparison.Ordinal);
        return answer[..^1];
    }

    private async Task<ScriptWsServer> StartAsync()
    {
        var server = new ScriptWsServer(new ScriptWsOptions
        {
            BaseDirectory = _folder.Path,
            Listen = [new ListenOptions { Address = "127.0.0.1", Port = 0 }],
            Endpoints = [new EndpointOptions { Script = "main.js" }],
            Script = Patience.Script with { Watch = false },
            Storage = new StorageOptions { Backend = StorageBackend.File },
            Topics = [new TopicOptions { Match = "chat", History = 1000, Age = TimeSpan.FromHours(1) }],
        }).UseFileStorage();
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
