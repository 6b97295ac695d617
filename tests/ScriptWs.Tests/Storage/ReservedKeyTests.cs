using ScriptWs.Storage;

namespace ScriptWs.Tests.Storage;

/// <summary>Keys of the server's own, which no script reads, lists or writes.</summary>
public sealed class ReservedKeyTests
{
    private const string Refusal = "server.storage: keys that begin with \"$scriptws/\" are the server's own; choose another key.";

    private readonly MemoryStorage _own = new(static () => new StorageLimits(0, 0, 0, 0), TimeProvider.System);

    [Fact]
    public async Task Key_OfTheServersOwn_IsRefusedInEveryOperation()
    {
        await PutAsync("$scriptws/sessions/0001");
        var storage = new ScriptStorage(_own);

        foreach (var operate in new Func<Task>[]
        {
            () => storage.ReadAsync(["a", "$scriptws/sessions/0001"]).AsTask(),
            () => storage.CommitAsync(StorageCommit.Of("/", StorageWrite.Set("$scriptws/x", [1], null))).AsTask(),
            () => storage.CommitAsync(StorageCommit.Of("/", StorageWrite.Delete("$scriptws/sessions/0001"))).AsTask(),
            () => storage.CommitAsync(StorageCommit.Of("/", StorageWrite.Delete("a"), new StorageCheck("$scriptws/x", null))).AsTask(),
        })
        {
            var refused = await Assert.ThrowsAsync<StorageException>(operate);
            Assert.Equal((StorageProblem.Value, Refusal), (refused.Problem, refused.Message));
        }
    }

    /// <summary>Whatever stands around them, and whatever page a list begins at.</summary>
    [Theory]
    [InlineData("", null, 100, "!a $ $scriptw $scriptwt a b")]
    [InlineData("", null, 3, "!a $ $scriptw")]
    [InlineData("", null, 4, "!a $ $scriptw $scriptwt")]
    [InlineData("", "$scriptw", 2, "$scriptwt a")]
    [InlineData("", "$scriptws/sessions/0001", 1, "$scriptwt")]
    [InlineData("$", null, 100, "$ $scriptw $scriptwt")]
    [InlineData("$scriptws", null, 100, "")]
    [InlineData("$scriptws/", null, 100, "")]
    [InlineData("$scriptws/sessions/", null, 100, "")]
    [InlineData("a", null, 100, "a")]
    public async Task List_Always_LeavesThemOut(string prefix, string? after, int limit, string expected)
    {
        foreach (var key in new[] { "b", "a", "$", "$scriptw", "$scriptwt", "!a" }) await PutAsync(key);
        for (var i = 0; i < 20; i++) await PutAsync($"$scriptws/sessions/{i:x4}");

        var found = await new ScriptStorage(_own).ListAsync(prefix, after, limit);

        Assert.Equal(expected, string.Join(' ', found.Select(entry => entry.Key)));
    }

    [Fact]
    public async Task Keys_OfTheServersOwn_CountForNoQuota()
    {
        var storage = new MemoryStorage(static () => new StorageLimits(1, 10, 0, 0), TimeProvider.System);
        for (var i = 0; i < 20; i++)
            await storage.CommitAsync(StorageCommit.Of(ReservedKeys.Owner, StorageWrite.Set($"$scriptws/{i}", [1, 2, 3], null)));

        await storage.CommitAsync(StorageCommit.Of("/", StorageWrite.Set("a", [1], null)));
        var refused = await Assert.ThrowsAsync<StorageException>(
            () => storage.CommitAsync(StorageCommit.Of("/", StorageWrite.Set("b", [1], null))).AsTask());

        Assert.Equal("server.storage: the storage has 1 keys, and storage.maxKeys permits 1; delete some keys.", refused.Message);
    }

    private async Task PutAsync(string key) =>
        await _own.CommitAsync(StorageCommit.Of(ReservedKeys.Owner, StorageWrite.Set(key, [1], null)));
}
