using ScriptWs.Configuration;
using ScriptWs.Storage;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Storage;

public sealed class FileStorageTests : StorageContract
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private protected override IStorage Open(StorageLimits limits)
    {
        var options = new StorageOptions { Backend = StorageBackend.File, Path = $"{Guid.NewGuid():N}.db" };
        return FileStorage.Open(new StorageSetup(options, _folder.Path, () => limits, Clock, new LogLines()));
    }
}
