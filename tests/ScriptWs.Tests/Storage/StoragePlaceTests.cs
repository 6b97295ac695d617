using ScriptWs.Configuration;
using ScriptWs.Running;

namespace ScriptWs.Tests.Storage;

public sealed class StoragePlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("storage.db")]
    [InlineData("new/folders/storage.db")]
    public void File_ThatCanBeCreated_IsFineAndNotCreated(string path)
    {
        Assert.Empty(StoragePlace.Check(Options(path)));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void File_InAFolderThatIsAFile_IsReported()
    {
        _folder.Write("data", "");

        var problem = Assert.Single(StoragePlace.Check(Options("data/storage.db")));

        var place = Path.Combine(_folder.Path, "data");
        Assert.Equal(
            $"storage.path: data/storage.db cannot be written (nothing can be created in {place}); set another, or change the permissions.",
            problem);
    }

    [Fact]
    public void Memory_Always_IsFine() => Assert.Empty(StoragePlace.Check(new ScriptWsOptions { BaseDirectory = "/none" }));

    public void Dispose() => _folder.Dispose();

    private ScriptWsOptions Options(string path) => new()
    {
        BaseDirectory = _folder.Path,
        Storage = new StorageOptions { Backend = StorageBackend.File, Path = path },
    };
}
