using Microsoft.Data.Sqlite;
using ScriptWs.Configuration;
using ScriptWs.Scripting;
using ScriptWs.Storage;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Storage;

public sealed class StorageBackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => Path.Combine(_folder.Path, "storage.db");

    [Fact]
    public async Task Export_OfAFile_IsOneLinePerKey()
    {
        await using var storage = Open(FilePath);
        await SetAsync(storage, "b", new CloneValue.Text("x\"y"));
        var (number, list) = (new CloneValue.Number(1.5), new CloneValue.List([]));
        await SetAsync(storage, "a", new CloneValue.PlainObject([new("n", number), new("l", list)]));
        await SetAsync(storage, "c", new CloneValue.Date(0), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

        using var output = new StringWriter { NewLine = "\n" };
        var count = StorageBackup.Export(FilePath, output);

        Assert.Equal(3, count);
        Assert.Equal(
            """
            {"key":"a","value":{"n":1.5,"l":[]},"endpoint":"/chat"}
            {"key":"b","value":"x\u0022y","endpoint":"/chat"}
            {"key":"c","clone":"AQ4AAAAAAAAAAA==","expiresAt":"9999-12-31T23:59:59.999+00:00","endpoint":"/chat"}

            """,
            output.ToString());
    }

    [Fact]
    public async Task Import_OfAnExport_IsTheSame()
    {
        await using (var storage = Open(FilePath))
        {
            for (var i = 0; i < 1200; i++) await SetAsync(storage, $"k{i}", new CloneValue.Number(i));
            await SetAsync(storage, "set", new CloneValue.Set([CloneValue.Null.Value]));
        }

        var (first, second) = (new StringWriter(), new StringWriter());
        StorageBackup.Export(FilePath, first);
        var copy = Path.Combine(_folder.Path, "copy.db");
        var count = StorageBackup.Import(copy, new StringReader(first.ToString()));
        StorageBackup.Export(copy, second);

        Assert.Equal(1201, count);
        Assert.Equal(first.ToString(), second.ToString());
        Assert.Empty(StorageBackup.Check(copy, out var keys));
        Assert.Equal(1201, keys);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{ "key": "a" }""")]
    [InlineData("""{ "key": "a", "clone": "AQ==" }""")]
    [InlineData("""{ "key": "a", "value": 1, "expiresAt": "soon" }""")]
    public void Import_OfALineThatIsNoEntry_NamesTheLine(string line)
    {
        var error = Assert.Throws<ScriptWsException>(
            () => StorageBackup.Import(FilePath, new StringReader($$"""{"key":"first","value":1}{{"\n\n"}}{{line}}{{"\n"}}""")));

        Assert.Equal("line 3 is not an entry; it must be { \"key\": …, \"value\": … }.", error.Message);
    }

    [Fact]
    public async Task Check_OfADamagedValue_NamesItsKey()
    {
        await using (var storage = Open(FilePath)) await SetAsync(storage, "a", new CloneValue.Number(1));
        using (var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE entries SET value = x'01FF'";
            command.ExecuteNonQuery();
        }

        Assert.Contains("the value of \"a\" is damaged: A kind of value is not known.", StorageBackup.Check(FilePath, out _));
    }

    [Fact]
    public void Check_OfAFileThatIsNotThere_Fails() => Assert.Equal(
        $"{FilePath}: there is no such file.", Assert.Throws<ScriptWsException>(() => StorageBackup.Check(FilePath, out _)).Message);

    public void Dispose() => _folder.Dispose();

    private static FileStorage Open(string path)
    {
        var options = new StorageOptions { Backend = StorageBackend.File, Path = path };
        return FileStorage.Open(new StorageSetup(options, ".", () => StorageLimits.Of(options), TimeProvider.System, new LogLines()));
    }

    private static async Task SetAsync(FileStorage storage, string key, CloneValue value, long? expiresAt = null) =>
        await storage.CommitAsync(StorageCommit.Of("/chat", StorageWrite.Set(key, CloneBytes.Write(value)!, expiresAt)));
}
