using ScriptWs.Storage;

namespace ScriptWs.Tests.Topics;

/// <summary>A storage that fails when it is told to, and whose commits wait when they are told to.</summary>
internal sealed class FailingStorage(IStorage storage) : IStorage
{
    public bool Fails { get; set; }

    /// <summary>What commits wait for; <c>null</c> for nothing.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public int Commits { get; private set; }

    public string Backend => storage.Backend;

    public StorageFigures Figures => storage.Figures;

    public ValueTask<StoredEntry?[]> ReadAsync(IReadOnlyList<string> keys)
    {
        Check();
        return storage.ReadAsync(keys);
    }

    public async ValueTask<StorageWritten[]?> CommitAsync(StorageCommit commit)
    {
        if (Gate is { } gate) await gate.Task;
        Check();
        Commits++;
        return await storage.CommitAsync(commit);
    }

    public ValueTask<StoredEntry[]> ListAsync(string prefix, string? after, int limit)
    {
        Check();
        return storage.ListAsync(prefix, after, limit);
    }

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    private void Check()
    {
        if (Fails) throw new StorageException(StorageProblem.Unavailable, "server.storage is unavailable: the disk is full.");
    }
}
