using System.Globalization;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Storage;

namespace ScriptWs.Tests.Storage;

/// <summary>What every backend does.</summary>
public abstract class StorageContract : IAsyncLifetime
{
    private const string Owner = "/chat";

    private IStorage? _storage;

    protected FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch.AddDays(1));

    private IStorage Storage => _storage!;

    private protected abstract IStorage Open(StorageLimits limits);

    public virtual ValueTask InitializeAsync()
    {
        _storage = Open(new StorageLimits(0, 0, 0, 0));
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Read_OfWhatWasSet_GivesValueAndVersion()
    {
        var first = await SetAsync("a", "1");
        var second = await SetAsync("a", "2");

        var entry = await ReadAsync("a");

        Assert.True(second > first);
        Assert.Equal(("2", second, null, Owner), (TextOf(entry!.Value), entry.Version, entry.ExpiresAt, entry.Owner));
        Assert.Null(await ReadAsync("b"));
    }

    [Fact]
    public async Task Commit_OverAVersionThatHasGone_ChangesNothing()
    {
        var version = await SetAsync("a", "1");
        await SetAsync("a", "2");

        Assert.Null(await CommitAsync([new StorageCheck("a", version)], Set("a", "3"), Set("b", "3")));
        Assert.Null(await CommitAsync([new StorageCheck("a", null)], Set("a", "3")));
        Assert.Null(await CommitAsync([new StorageCheck("none", version)], Set("a", "3")));

        Assert.Equal("2", TextOf((await ReadAsync("a"))!.Value));
        Assert.Null(await ReadAsync("b"));
    }

    [Fact]
    public async Task Commit_OfSeveralKeys_ChangesAllOfThem()
    {
        var version = await SetAsync("a", "1");

        var written = await CommitAsync(
            [new StorageCheck("a", version), new StorageCheck("b", null)], StorageWrite.Delete("a"), Set("b", "2"), Set("c", "3"));

        Assert.Equal([true, false, false], written!.Select(one => one.Existed));
        Assert.Null(await ReadAsync("a"));
        Assert.Equal(["b=2", "c=3"], await ListAsync(""));
    }

    [Fact]
    public async Task Commit_WithoutWrites_ChecksOnly()
    {
        var version = await SetAsync("a", "1");

        Assert.Empty((await CommitAsync([new StorageCheck("a", version)]))!);
        Assert.Null(await CommitAsync([new StorageCheck("a", version + 1)]));
    }

    [Fact]
    public async Task DeletedKey_SetAgain_HasALaterVersion()
    {
        var first = await SetAsync("a", "1");
        await CommitAsync([], StorageWrite.Delete("a"));

        Assert.True(await SetAsync("a", "1") > first);
    }

    [Fact]
    public async Task Change_ByManyAtOnce_IsOneStepEach()
    {
        var change = new StorageWrite("n")
        {
            Change = current => Bytes($"{int.Parse(current is null ? "0" : TextOf(current), CultureInfo.InvariantCulture) + 1}"),
        };

        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => CommitAsync([], change)));

        Assert.Equal("500", TextOf((await ReadAsync("n"))!.Value));
    }

    [Fact]
    public async Task Change_ThatRefuses_ChangesNothingAndDisturbsNoOther()
    {
        var bad = new StorageWrite("a") { Change = _ => throw new StorageException(StorageProblem.Value, "no") };

        var all = new[] { CommitAsync([], Set("x", "1")), CommitAsync([], Set("y", "1"), bad), CommitAsync([], Set("z", "1")) };

        await Assert.ThrowsAsync<StorageException>(() => all[1]);
        await Task.WhenAll(all[0], all[2]);
        Assert.Equal(["x=1", "z=1"], await ListAsync(""));
    }

    [Fact]
    public async Task Entry_ThatHasExpired_IsAbsentEverywhere()
    {
        await CommitAsync([], StorageWrite.Set("a", Bytes("1"), Now + 1000), StorageWrite.Set("b", Bytes("2"), Now + 2000));

        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await ReadAsync("a"));
        Assert.Equal(["b=2"], await ListAsync(""));
        Assert.NotNull(await CommitAsync([new StorageCheck("a", null)], Set("c", "3")));
        Assert.Equal(2, Storage.Figures.Keys);
    }

    [Fact]
    public async Task Change_ThatKeepsTheExpiry_ExpiresAsBefore()
    {
        await CommitAsync([], StorageWrite.Set("a", Bytes("1"), Now + 1000));
        await CommitAsync([], Set("a", "2") with { KeepsExpiry = true });
        var kept = await ReadAsync("a");
        await CommitAsync([], Set("a", "3"));

        Assert.Equal(Now + 1000, kept!.ExpiresAt);
        Assert.Null((await ReadAsync("a"))!.ExpiresAt);
    }

    [Fact]
    public async Task List_OfAPrefix_IsInOrderOfCodePoints()
    {
        foreach (var key in new[] { "b", "a", "a/\U0001F600", "a/\uFFFD", "a/", "a/b", "a0", "\x7F" }) await SetAsync(key, "");

        Assert.Equal(["a/=", "a/b=", "a/\uFFFD=", "a/\U0001F600="], await ListAsync("a/"));
        Assert.Equal(["a/\uFFFD=", "a/\U0001F600="], await ListAsync("a/", "a/b"));
        Assert.Equal(["a/b="], await ListAsync("a/", "a/", 1));
        Assert.Equal(["a=", "a/=", "a/b=", "a/\uFFFD=", "a/\U0001F600=", "a0=", "b=", "\x7F="], await ListAsync(""));
        Assert.Empty(await ListAsync("c"));
        Assert.Empty(await ListAsync("a", "b"));
    }

    [Theory]
    [InlineData(2, 0, 0, 0, "storage.maxKeys permits 2")]
    [InlineData(0, 10, 0, 0, "storage.maxSize permits 10")]
    [InlineData(0, 0, 2, 0, "storage.maxEndpointKeys permits 2")]
    [InlineData(0, 0, 0, 10, "storage.maxEndpointSize permits 10")]
    public async Task Write_OverAQuota_IsRefusedUntilThereIsRoom(long keys, long bytes, long ownKeys, long ownBytes, string reason)
    {
        await Storage.DisposeAsync();
        _storage = Open(new StorageLimits(keys, bytes, ownKeys, ownBytes));
        await CommitAsync([], Set("a", "1234"), Set("b", "1234"));

        var refused = await Assert.ThrowsAsync<StorageException>(() => CommitAsync([], Set("c", "1")));
        await CommitAsync([], Set("a", "4321"));
        await CommitAsync([], StorageWrite.Delete("b"));
        await CommitAsync([], Set("c", "1"));

        Assert.Equal(StorageProblem.Quota, refused.Problem);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal(["a=4321", "c=1"], await ListAsync(""));
        Assert.Equal((2, 7), (Storage.Figures.Keys, Storage.Figures.Bytes));
    }

    [Fact]
    public async Task Keys_OfTheServersOwn_CountForNoQuota()
    {
        await Storage.DisposeAsync();
        _storage = Open(new StorageLimits(2, 10, 1, 5));
        for (var i = 0; i < 5; i++)
        {
            var own = Set($"{ReservedKeys.Prefix}{i}", "12345");
            Assert.NotNull(await Storage.CommitAsync(StorageCommit.Of(ReservedKeys.Owner, own)));
        }

        Assert.NotNull(await Storage.CommitAsync(StorageCommit.Of("/a", Set("k", "1"))));
        Assert.NotNull(await Storage.CommitAsync(StorageCommit.Of("/b", Set("l", "1"))));
        var refused = await Assert.ThrowsAsync<StorageException>(
            async () => await Storage.CommitAsync(StorageCommit.Of("/c", Set("m", "1"))));

        Assert.Contains("the storage has 2 keys, and storage.maxKeys permits 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_OverwrittenByAnotherEndpoint_CountsForThatOne()
    {
        await Storage.DisposeAsync();
        _storage = Open(new StorageLimits(0, 0, 1, 0));
        await Storage.CommitAsync(StorageCommit.Of("/a", Set("k", "1")));
        await Storage.CommitAsync(StorageCommit.Of("/b", Set("k", "2")));

        Assert.NotNull(await Storage.CommitAsync(StorageCommit.Of("/a", Set("l", "1"))));
        await Assert.ThrowsAsync<StorageException>(async () => await Storage.CommitAsync(StorageCommit.Of("/b", Set("m", "1"))));
    }

    [Fact]
    public void Operations_OfAnyOrder_AgreeWithADictionary() => Check.Sample(
        Gen.Select(Gen.Int[0, 3], Gen.Char['a', 'e'].Select(c => c.ToString()), Gen.Int[0, 99]).Array[1, 40],
        operations =>
        {
            var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var old in ListAsync("").GetAwaiter().GetResult()) CommitAsync([], StorageWrite.Delete(old.Split('=')[0])).Wait();
            foreach (var (kind, key, number) in operations)
            {
                if (kind == 0)
                {
                    model.Remove(key);
                    CommitAsync([], StorageWrite.Delete(key)).Wait();
                }
                else
                {
                    model[key] = $"{number}";
                    CommitAsync([], Set(key, $"{number}")).Wait();
                }
            }

            Assert.Equal(model.Select(pair => $"{pair.Key}={pair.Value}"), ListAsync("").GetAwaiter().GetResult());
            Assert.Equal(model.Count, Storage.Figures.Keys);
        },
        iter: 20,
        threads: 1);

    private long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string TextOf(byte[] value) => Encoding.UTF8.GetString(value);

    private static StorageWrite Set(string key, string value) => StorageWrite.Set(key, Bytes(value), null);

    private async Task<long> SetAsync(string key, string value) => (await CommitAsync([], Set(key, value)))![0].Version;

    private async Task<StoredEntry?> ReadAsync(string key) => (await Storage.ReadAsync([key]))[0];

    private async Task<StorageWritten[]?> CommitAsync(StorageCheck[] checks, params StorageWrite[] writes) =>
        await Storage.CommitAsync(new StorageCommit(Owner, checks, writes));

    private async Task<string[]> ListAsync(string prefix, string? after = null, int limit = 100) =>
        [.. (await Storage.ListAsync(prefix, after, limit)).Select(entry => $"{entry.Key}={TextOf(entry.Value)}")];
}
