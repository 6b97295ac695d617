using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Redis;

namespace ScriptWs.Tests.Cluster;

public sealed class RedisBrokerTests : BrokerContract, IDisposable
{
    private RedisServer? _server;

    public void Dispose() => _server?.Dispose();

    [Fact]
    public async Task Publish_WhileTheBrokerIsGone_FailsAtOnceAndWorksAgainLater()
    {
        await using var broker = await CreateAsync();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await broker.StartAsync([new HeardChannel("a", _ => heard.TrySetResult())], static () => { });

        _server!.Kill();
        await EventuallyAsync(() => broker.Problem is not null);
        await Assert.ThrowsAsync<BrokerException>(() => broker.PublishAsync("a", new byte[] { 1 }));
        await _server.StartAgainAsync();
        await EventuallyAsync(() => broker.Problem is null);

        await EventuallyAsync(async () =>
        {
            try
            {
                await broker.PublishAsync("a", new byte[] { 1 });
            }
            catch (BrokerException)
            {
                // not yet
            }

            return heard.Task.IsCompleted;
        });
    }

    [Fact]
    public async Task Start_WithoutAServer_ReturnsAndConnectsLater()
    {
        var here = await RedisServer.StartAsync();
        _server = here;
        here.Kill();
        var address = BrokerAddress.Parse(here.Url, out _)!;
        await using var broker = new RedisBroker(address, new ClusterOptions { Url = here.Url }, NullLogger.Instance);

        await broker.StartAsync([new HeardChannel("a", static _ => { })], static () => { });
        Assert.NotNull(broker.Problem);
        await here.StartAgainAsync();

        await EventuallyAsync(() => broker.Problem is null);
    }

    [Fact]
    public async Task Start_WithAWrongPassword_NamesTheProblemAndNotThePassword()
    {
        using var guarded = await RedisServer.StartAsync("--requirepass", "right");
        var address = BrokerAddress.Parse(guarded.Url, out _)!;
        await using var broker = new RedisBroker(address, new ClusterOptions { Password = "wrong-secret" }, NullLogger.Instance);

        await broker.StartAsync([new HeardChannel("a", static _ => { })], static () => { });

        Assert.NotNull(broker.Problem);
        TestContext.Current.TestOutputHelper?.WriteLine(broker.Problem);
        Assert.DoesNotContain("wrong-secret", broker.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithThePassword_Connects()
    {
        using var guarded = await RedisServer.StartAsync("--requirepass", "right");
        var address = BrokerAddress.Parse(guarded.Url, out _)!;
        await using var broker = new RedisBroker(address, Slow(guarded.Url) with { Password = "right" }, NullLogger.Instance);

        await broker.StartAsync([new HeardChannel("a", static _ => { })], static () => { });

        Assert.Null(broker.Problem);
    }

    private protected override async Task<IBroker> CreateAsync()
    {
        _server ??= await RedisServer.StartAsync();
        return new RedisBroker(BrokerAddress.Parse(_server.Url, out _)!, Slow(_server.Url), NullLogger.Instance);
    }

    /// <summary>The default timeout is short for a busy machine.</summary>
    private static ClusterOptions Slow(string url) => new() { Url = url, Timeout = TimeSpan.FromMinutes(1) };

    private static Task EventuallyAsync(Func<bool> isSo) => EventuallyAsync(() => Task.FromResult(isSo()));

    private static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, "It did not happen in time.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
