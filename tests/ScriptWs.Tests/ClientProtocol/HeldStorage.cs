using ScriptWs.Storage;

namespace ScriptWs.Tests.ClientProtocol;

/// <summary>A storage in memory that answers no read until the test says so.</summary>
internal sealed class HeldStorage(StorageSetup setup, Task released) : IStorage
{
    private readonly MemoryStorage _inner = new(setup.Limits, setup.Clock);

    public string Backend => "held";

    public StorageFigures Figures => _inner.Figures;

    public async ValueTask<StoredEntry?[]> ReadAsync(IReadOnlyList<string> keys)
    {
        await released;
        return await _inner.ReadAsync(keys);
    }

    public ValueTask<StorageWritten[]?> CommitAsync(StorageCommit commit) => _inner.CommitAsync(commit);

    public async ValueTask<StoredEntry[]> ListAsync(string prefix, string? after, int limit)
    {
        await released;
        return await _inner.ListAsync(prefix, after, limit);
    }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
