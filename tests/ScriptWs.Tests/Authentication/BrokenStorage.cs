using ScriptWs.Storage;

namespace ScriptWs.Tests.Authentication;

/// <summary>A storage that is unavailable, later on another thread.</summary>
internal sealed class BrokenStorage : IStorage
{
    public string Backend => "file";

    public StorageFigures Figures => default;

    public async ValueTask<StoredEntry?[]> ReadAsync(IReadOnlyList<string> keys)
    {
        await Task.Yield();
        throw new StorageException(StorageProblem.Unavailable, "server.storage is unavailable: the disk is full.");
    }

    public async ValueTask<StorageWritten[]?> CommitAsync(StorageCommit commit)
    {
        await Task.Yield();
        throw new StorageException(StorageProblem.Unavailable, "server.storage is unavailable: the disk is full.");
    }

    public async ValueTask<StoredEntry[]> ListAsync(string prefix, string? after, int limit)
    {
        await Task.Yield();
        throw new StorageException(StorageProblem.Unavailable, "server.storage is unavailable: the disk is full.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
