using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Redis;

namespace ScriptWs.Tests.Cluster;

/// <summary>Two servers of one cluster, with one script.</summary>
internal sealed class TwoServers : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private TwoServers(TemporaryFolder folder, ScriptWsOptions options, TimeProvider clock, ILoggerFactory log)
    {
        _folder = folder;
        First = new ScriptWsServer(options, log, clock).UseRedis();
        Second = new ScriptWsServer(options, log, clock).UseRedis();
    }

    public ScriptWsServer First { get; }

    public ScriptWsServer Second { get; }

    public static async Task<TwoServers> StartAsync(
        string url,
        string script,
        TimeProvider? clock = null,
        Func<ClusterOptions, ClusterOptions>? configure = null,
        ILoggerFactory? log = null,
        Func<ScriptWsOptions, ScriptWsOptions>? change = null,
        params TopicOptions[] topics)
    {
        var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "main.js"), script, TestContext.Current.CancellationToken);
        var cluster = new ClusterOptions { Url = url, Timeout = TimeSpan.FromMinutes(1), Lease = TimeSpan.FromMinutes(5) };
        var options = new ScriptWsOptions
        {
            Listen = [new ListenOptions { Address = "127.0.0.1", Port = 0 }],
            Endpoints = [new EndpointOptions { Path = "/", Script = "main.js" }],
            Script = Patience.Script,
            Topics = topics,
            Cluster = configure?.Invoke(cluster) ?? cluster,
            BaseDirectory = folder.Path,
        };
        if (change is not null) options = change(options);
        var servers = new TwoServers(folder, options, clock ?? TimeProvider.System, log ?? NullLoggerFactory.Instance);
        await servers.First.StartAsync(TestContext.Current.CancellationToken);
        await servers.Second.StartAsync(TestContext.Current.CancellationToken);
        return servers;
    }

    /// <summary>Waits until each server has heard of the other.</summary>
    public Task MeetAsync() => EventuallyAsync(() => First.Cluster!.Nodes.Count == 2 && Second.Cluster!.Nodes.Count == 2);

    public static async Task EventuallyAsync(Func<bool> isSo)
    {
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, "It did not happen in time.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        _folder.Dispose();
    }
}
