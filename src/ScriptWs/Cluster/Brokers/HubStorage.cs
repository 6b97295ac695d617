using ScriptWs.Storage;

namespace ScriptWs.Cluster;

/// <summary>A storage in memory that the servers of this process share, until each has left it.</summary>
internal sealed class HubStorage : IStorage
{
    private readonly MemoryHub _hub;
    private readonly MemoryStorage _storage;
    private int _isDisposed;

    public HubStorage(string name, StorageSetup setup)
    {
        _hub = MemoryHub.Enter(name);
        _storage = _hub.Storage(setup);
    }

    public string Backend => "cluster";

    public StorageFigures Figures => _storage.Figures;

    public ValueTask<StoredEntry?[]> ReadAsync(IReadOnlyList<string> keys) => Available().ReadAsync(keys);

    public ValueTask<StorageWritten[]?> CommitAsync(StorageCommit commit) => Available().CommitAsync(commit);

    public ValueTask<StoredEntry[]> ListAsync(string prefix, string? after, int limit) => Available().ListAsync(prefix, after, limit);

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0) _hub.Leave();
        return ValueTask.CompletedTask;
    }

    private MemoryStorage Available() => _hub.Problem is { } problem
        ? throw new StorageException(StorageProblem.Unavailable, $"server.storage is unavailable: {problem}.")
        : _storage;
}
