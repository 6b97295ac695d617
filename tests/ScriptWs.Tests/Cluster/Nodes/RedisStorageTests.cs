using System.Globalization;
using System.Text;
using ScriptWs.Configuration;
using ScriptWs.Redis;
using ScriptWs.Storage;
using ScriptWs.Tests.Scripting;
using ScriptWs.Tests.Storage;

namespace ScriptWs.Tests.Cluster;

/// <summary>The contract of storages over Redis, and what only a storage of several nodes can do wrong.</summary>
public sealed class RedisStorageTests : StorageContract
{
    private readonly LogLines _log = new();
    private RedisServer? _redis;
    private int _areas;

    public override async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_redis is null) return;
        await base.DisposeAsync();
        _redis.Dispose();
    }

    [Fact]
    public async Task Changes_OfTwoNodes_AreOneStepEach()
    {
        await using var first = Open("shared");
        await using var second = Open("shared");

        await Task.WhenAll(Enumerable.Range(0, 100).SelectMany(_ => new[] { IncrementAsync(first), IncrementAsync(second) }));

        Assert.Equal("200", TextOf((await first.ReadAsync(["n"]))[0]));
    }

    [Fact]
    public async Task Operations_OfOneCaller_TakeEffectInTheOrderOfItsCalls()
    {
        await using var storage = Open("shared");

        var all = new List<Task>();
        for (var i = 0; i < 50; i++)
        {
            all.Add(IncrementAsync(storage));
            all.Add(CommitAsync(storage, StorageWrite.Set("n", Encoding.UTF8.GetBytes("1000"), null)));
            all.Add(IncrementAsync(storage));
        }

        var read = storage.ReadAsync(["n"]);
        await Task.WhenAll(all);

        Assert.Equal("1001", TextOf((await read)[0]));
    }

    [Fact]
    public async Task Scripts_ThatTheBrokerForgets_AreSentAgain()
    {
        await using var storage = Open("shared");
        await IncrementAsync(storage);

        await _redis!.CommandAsync("SCRIPT FLUSH");
        await IncrementAsync(storage);

        Assert.Equal("2", TextOf((await storage.ReadAsync(["n"]))[0]));
    }

    [Fact]
    public async Task List_OfManyExpiredEntries_GoesOnBehindThem()
    {
        await using var storage = Open("shared");
        var soon = Clock.GetUtcNow().ToUnixTimeMilliseconds() + 1000;
        var expiring = Enumerable.Range(0, 300).Select(i => StorageWrite.Set($"a{i:000}", [1], soon));
        StorageWrite[] writes = [.. expiring, StorageWrite.Set("b", [1], null)];
        await storage.CommitAsync(new StorageCommit("/", [], writes));
        Clock.Advance(TimeSpan.FromSeconds(1));

        var found = await storage.ListAsync("", null, 5);

        Assert.Equal(["b"], found.Select(entry => entry.Key));
    }

    [Fact]
    public async Task Versions_AfterTheBrokerForgotEverything_StillGrow()
    {
        await using var storage = Open("shared");
        var before = await CommitAsync(storage, StorageWrite.Set("a", [1], null));

        await _redis!.CommandAsync("FLUSHALL");
        var after = await CommitAsync(storage, StorageWrite.Set("a", [1], null));

        Assert.True(after![0].Version > before![0].Version);
    }

    [Fact]
    public async Task Operation_WithoutTheBroker_IsUnavailableUntilItIsBack()
    {
        await using var storage = Open("shared");
        await IncrementAsync(storage);

        _redis!.Kill();
        await EventuallyAsync(() => FailsAsync(storage, "server.storage is unavailable: the broker cannot be reached."));
        await _redis.StartAgainAsync();
        await EventuallyAsync(async () => !await FailsAsync(storage, null));

        Assert.Equal(1, _log.Lines.Count(line => line.Contains("the broker at 127.0.0.1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Operations_OverTheBound_AreRefused()
    {
        await using var storage = Open("shared", new StorageOptions { Backend = StorageBackend.Cluster, MaxWaiting = 10 });
        await _redis!.SignalAsync("STOP");
        try
        {
            var all = Enumerable.Range(0, 11).Select(_ => storage.ReadAsync(["a"]).AsTask()).ToArray();

            var refused = await Assert.ThrowsAsync<StorageException>(() => all[10]);

            Assert.Equal("server.storage is unavailable: 10 operations wait already (storage.maxWaiting).", refused.Message);
        }
        finally
        {
            await _redis.SignalAsync("CONT");
        }
    }

    private protected override IStorage Open(StorageLimits limits) => Open($"area{++_areas}", new StorageOptions(), limits);

    private static Task<StorageWritten[]?> IncrementAsync(RedisStorage storage) => CommitAsync(storage, new StorageWrite("n")
    {
        Change = static current => Encoding.UTF8.GetBytes(
            $"{int.Parse(current is null ? "0" : Encoding.UTF8.GetString(current), CultureInfo.InvariantCulture) + 1}"),
    });

    private static async Task<StorageWritten[]?> CommitAsync(RedisStorage storage, StorageWrite write) =>
        await storage.CommitAsync(StorageCommit.Of("/", write));

    private static string? TextOf(StoredEntry? entry) => entry is null ? null : Encoding.UTF8.GetString(entry.Value);

    private static async Task<bool> FailsAsync(RedisStorage storage, string? message)
    {
        try
        {
            await storage.ReadAsync(["a"]);
            return false;
        }
        catch (StorageException e)
        {
            return message is null || e.Message == message;
        }
    }

    private static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, "It did not happen in time.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private RedisStorage Open(string area, StorageOptions? options = null, StorageLimits? limits = null) => RedisStorage.Open(new(
        options ?? new StorageOptions(), ".", () => limits ?? new StorageLimits(0, 0, 0, 0), Clock, _log)
    {
        Cluster = new ClusterOptions { Url = _redis!.Url, Timeout = TimeSpan.FromMinutes(1) },
        Area = area,
    });
}
