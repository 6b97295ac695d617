namespace ScriptWs.Storage;

/// <summary>
/// Where values of scripts are kept. Any thread; operations of one caller take effect in the order of its calls. An acknowledged
/// commit is what the backend promises it to be: in memory, in a file, or on other nodes. A task that has completed when it is
/// returned settles the script's promise within the same turn.
/// </summary>
internal interface IStorage : IAsyncDisposable
{
    /// <summary>The backend's name in server.json.</summary>
    string Backend { get; }

    StorageFigures Figures { get; }

    /// <summary>Reads keys together.</summary>
    /// <returns>Their entries in the order of the keys; <c>null</c> where there is none, or it has expired.</returns>
    /// <exception cref="StorageException">Unavailable.</exception>
    ValueTask<StoredEntry?[]> ReadAsync(IReadOnlyList<string> keys);

    /// <summary>Makes changes together.</summary>
    /// <returns>What became of each write; <c>null</c> when a check did not hold, and nothing was changed.</returns>
    /// <exception cref="StorageException">Nothing was changed: quota, value or unavailable.</exception>
    ValueTask<StorageWritten[]?> CommitAsync(StorageCommit commit);

    /// <summary>Reads entries in the order of their keys (by code points).</summary>
    /// <param name="prefix">What their keys begin with.</param>
    /// <param name="after">The key after which they begin; <c>null</c> for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="StorageException">Unavailable.</exception>
    ValueTask<StoredEntry[]> ListAsync(string prefix, string? after, int limit);
}
