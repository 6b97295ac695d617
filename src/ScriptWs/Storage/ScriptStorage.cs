namespace ScriptWs.Storage;

/// <summary>A storage as scripts use it: without the server's own keys. Any thread.</summary>
internal sealed class ScriptStorage(IStorage storage) : IStorage
{
    public string Backend => storage.Backend;

    public StorageFigures Figures => storage.Figures;

    public ValueTask<StoredEntry?[]> ReadAsync(IReadOnlyList<string> keys)
    {
        foreach (var key in keys) Require(key);
        return storage.ReadAsync(keys);
    }

    public ValueTask<StorageWritten[]?> CommitAsync(StorageCommit commit)
    {
        foreach (var write in commit.Writes) Require(write.Key);
        foreach (var check in commit.Checks) Require(check.Key);
        return storage.CommitAsync(commit);
    }

    public ValueTask<StoredEntry[]> ListAsync(string prefix, string? after, int limit)
    {
        if (ReservedKeys.Contains(prefix)) return ValueTask.FromResult<StoredEntry[]>([]);

        // Only a short prefix, and none at all, can meet the server's own keys.
        var meets = ReservedKeys.Prefix.StartsWith(prefix, StringComparison.Ordinal);
        return meets ? ListAroundAsync(prefix, after, limit) : storage.ListAsync(prefix, after, limit);
    }

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    /// <summary>The server's own keys stand together: what comes before them, then what comes after them.</summary>
    private async ValueTask<StoredEntry[]> ListAroundAsync(string prefix, string? after, int limit)
    {
        if (after is not null && ReservedKeys.Contains(after)) after = ReservedKeys.Last;
        var found = await storage.ListAsync(prefix, after, limit).ConfigureAwait(false);
        var own = Array.FindIndex(found, entry => ReservedKeys.Contains(entry.Key));
        if (own < 0) return found;

        var before = found[..own];
        return before.Length == limit
            ? before
            : [.. before, .. await storage.ListAsync(prefix, ReservedKeys.Last, limit - before.Length).ConfigureAwait(false)];
    }

    private static void Require(string key)
    {
        if (ReservedKeys.Contains(key))
        {
            throw new StorageException(
                StorageProblem.Value,
                $"server.storage: keys that begin with \"{ReservedKeys.Prefix}\" are the server's own; choose another key.");
        }
    }
}
