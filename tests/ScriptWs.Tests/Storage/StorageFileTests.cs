using System.Text;
using Microsoft.Data.Sqlite;
using ScriptWs.Configuration;
using ScriptWs.Storage;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Storage;

/// <summary>A storage file over its life: closed and opened again, shared, damaged, replaced, full.</summary>
public sealed class StorageFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    private string FilePath => Path.Combine(_folder.Path, "data", "storage.db");

    [Theory]
    [InlineData(StorageSync.Second)]
    [InlineData(StorageSync.Write)]
    public async Task File_ClosedAndOpenedAgain_HasEverything(StorageSync sync)
    {
        await using (var first = Open(sync))
        {
            await SetAsync(first, "a", "1");
            await SetAsync(first, "b", "2");
        }

        await using var second = Open(sync);

        Assert.Equal("1", await ReadAsync(second, "a"));
        Assert.Equal((2, 4), (second.Figures.Keys, second.Figures.Bytes));
        Assert.True(await SetAsync(second, "c", "3") > 2);
    }

    [Fact]
    public async Task File_CreatedByTheServer_IsReadableByItsUserOnly()
    {
        await using var storage = Open();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public async Task File_OpenInTwoServers_IsOneStorage()
    {
        await using var old = Open();
        await using var next = Open();

        var first = await SetAsync(old, "a", "1");
        var second = await SetAsync(next, "b", "2");
        var third = await SetAsync(old, "c", "3");

        Assert.True(first < second && second < third);
        Assert.Equal(3, old.Figures.Keys);
        Assert.Equal("3", await ReadAsync(next, "c"));
    }

    [Fact]
    public void File_ThatIsNoStorage_IsRefused()
    {
        Write("this is some text that is long enough to be no header of a database");

        var error = Assert.Throws<StorageException>(() => Open());

        Assert.Equal("data/storage.db is not a storage file; move it away, or set another storage.path.", error.Message);
    }

    [Fact]
    public void File_OfAnotherApplication_IsRefused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        using (var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE other (a)";
            command.ExecuteNonQuery();
        }

        Assert.Contains("is not a storage file", Assert.Throws<StorageException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_InAFolderThatIsAFile_IsRefused()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "data"), "");

        var error = Assert.Throws<StorageException>(() => Open());

        Assert.StartsWith("data/storage.db cannot be created (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_BeyondTheQueue_AreRefused()
    {
        await using var storage = Open(waiting: 3);
        using var gate = new ManualResetEventSlim();
        var blocking = new StorageWrite("gate") { Change = _ => gate.Wait(Patience.Limit) ? [1] : [2] };
        var first = storage.CommitAsync(StorageCommit.Of("/", blocking)).AsTask();
        await UntilAsync(() => Task.FromResult(storage.Figures.Waiting == 0));
        var waiting = Enumerable.Range(0, 3).Select(i => SetAsync(storage, $"k{i}", "1")).ToList();

        var error = await Assert.ThrowsAsync<StorageException>(() => SetAsync(storage, "more", "1"));
        gate.Set();
        await Task.WhenAll([first, .. waiting]);

        Assert.Equal(StorageProblem.Unavailable, error.Problem);
        Assert.Equal("server.storage is unavailable: 3 operations wait already (storage.maxWaiting).", error.Message);
        await SetAsync(storage, "more", "1");
    }

    [Fact]
    public async Task Operations_AfterTheEnd_AreRefused()
    {
        var storage = Open();
        var pending = Enumerable.Range(0, 50).Select(i => SetAsync(storage, $"k{i}", "1")).ToList();
        await storage.DisposeAsync();

        await Task.WhenAll(pending);
        var error = await Assert.ThrowsAsync<StorageException>(() => SetAsync(storage, "more", "1"));

        Assert.Equal("server.storage is unavailable: it is closed.", error.Message);
    }

    [Fact]
    public async Task File_ThatCannotGrow_RefusesAndRecovers()
    {
        await using var storage = Open();
        await SetAsync(storage, "a", "1");
        await LimitAsync(storage, pages: 20);

        var error = await Assert.ThrowsAsync<StorageException>(() => SetAsync(storage, "large", new string('x', 1 << 20)));
        await LimitAsync(storage, pages: 100_000);
        await SetAsync(storage, "b", "2");

        Assert.Equal("server.storage is unavailable: the disk is full.", error.Message);
        Assert.Equal("1", await ReadAsync(storage, "a"));
        Assert.Null(await ReadAsync(storage, "large"));
        Assert.Equal(2, storage.Figures.Keys);
        Assert.Contains("The storage is unavailable: data/storage.db cannot grow: the disk is full.", _log.Lines);
        Assert.Contains("The storage is available again.", _log.Lines);
    }

    [Fact]
    public async Task File_Replaced_IsNoticedAndOpenedAgainWhenItIsBack()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files are looked after on Linux only");
        await using var storage = Open();
        await SetAsync(storage, "a", "1");
        File.Move(FilePath, FilePath + ".away");

        await UntilAsync(async () =>
        {
            try
            {
                await SetAsync(storage, "b", "2");
                return false;
            }
            catch (StorageException e)
            {
                return e.Problem == StorageProblem.Unavailable;
            }
        });
        File.Move(FilePath + ".away", FilePath);
        await SetAsync(storage, "c", "3");

        Assert.Equal("3", await ReadAsync(storage, "c"));
        Assert.Contains("The storage is unavailable: data/storage.db was moved, replaced or deleted; put it back.", _log.Lines);
    }

    public void Dispose() => _folder.Dispose();

    private FileStorage Open(StorageSync sync = StorageSync.Second, int waiting = 10_000)
    {
        var options = new StorageOptions { Backend = StorageBackend.File, Path = "data/storage.db", Sync = sync, MaxWaiting = waiting };
        return FileStorage.Open(new StorageSetup(options, _folder.Path, () => StorageLimits.Of(options), TimeProvider.System, _log));
    }

    private static async Task UntilAsync(Func<Task<bool>> holdsAsync)
    {
        var began = Environment.TickCount64;
        while (!await holdsAsync())
            Assert.True(Environment.TickCount64 - began < Patience.Limit.TotalMilliseconds, "it did not happen");
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, text);
    }

    /// <summary>Makes SQLite report a full disk, on the writer's own thread.</summary>
    private static Task LimitAsync(FileStorage storage, int pages) => storage.RunAsync($"PRAGMA max_page_count = {pages}");

    private static async Task<long> SetAsync(FileStorage storage, string key, string value) =>
        (await storage.CommitAsync(StorageCommit.Of("/", StorageWrite.Set(key, Encoding.UTF8.GetBytes(value), null))))![0].Version;

    private static async Task<string?> ReadAsync(FileStorage storage, string key) =>
        (await storage.ReadAsync([key]))[0] is { } entry ? Encoding.UTF8.GetString(entry.Value) : null;
}
