using ScriptWs.Configuration;

namespace ScriptWs.Tests.Reload;

public sealed class StormTests
{
    private const int Connections = 50;
    private const int Reloads = 60;

    private static readonly TimeSpan Bound = Patience.Limit;

    /// <summary>Between an answer and the next question, so that other tests get their share of the processors; the benchmark leaves none.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    [Theory]
    [InlineData(DispatchMode.Serial)]
    [InlineData(DispatchMode.Parallel)]
    public async Task Reloads_WhileManyTalk_LoseNothingAndNobody(DispatchMode dispatch)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        await using var server = await ReloadedServer.StartAsync(Versions.Fit(0), options => options with
        {
            Endpoints = [options.Endpoints[0] with { Dispatch = dispatch }],
            Script = options.Script with { TurnTimeout = TimeSpan.FromSeconds(2), LoadTimeout = TimeSpan.FromSeconds(2) },
        });
        var storm = new ReloadStorm(server.Server, Path.Combine(server.Folder, "main.js")) { Every = Pause };

        await storm.RunAsync(Connections, Reloads, sharesState: dispatch == DispatchMode.Serial, bound.Token);

        Assert.Empty(storm.Violations);
        Assert.Equal((Reloads * 2 / 3, Reloads / 3), (storm.Live, storm.Refused));
        foreach (var client in storm.Clients) client.Dispose();
    }
}
