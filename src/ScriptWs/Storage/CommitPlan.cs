namespace ScriptWs.Storage;

/// <summary>What a commit comes to, by the entries that there are: worked out before anything is changed.</summary>
internal sealed class CommitPlan
{
    private readonly Dictionary<string, (long Keys, long Bytes)> _changes = new(StringComparer.Ordinal);
    private readonly List<(StoredEntry? Before, StoredEntry? After, string Key)> _writes = [];

    private CommitPlan()
    {
    }

    /// <summary>The keys with what they have before, expired values included, and what they have afterwards.</summary>
    public IReadOnlyList<(StoredEntry? Before, StoredEntry? After, string Key)> Writes => _writes;

    /// <param name="commit">The commit.</param>
    /// <param name="find">Finds an entry, an expired one included.</param>
    /// <param name="now">The time, in milliseconds since 1970.</param>
    /// <param name="nextVersion">Gives each write its version.</param>
    /// <returns><c>null</c> when a check does not hold.</returns>
    /// <exception cref="StorageException">A value cannot be changed as wanted.</exception>
    public static CommitPlan? Of(StorageCommit commit, Func<string, StoredEntry?> find, long now, Func<long> nextVersion)
    {
        foreach (var check in commit.Checks)
        {
            if (Live(find(check.Key), now)?.Version != check.Version) return null;
        }

        var plan = new CommitPlan();
        foreach (var write in commit.Writes)
        {
            var before = find(write.Key);
            plan.Add(write, before, Live(before, now), commit.Owner, nextVersion);
        }

        return plan;
    }

    /// <exception cref="StorageException">The changes do not fit.</exception>
    public void RequireRoom(StorageUsage usage, string owner, StorageLimits limits)
    {
        if (owner == ReservedKeys.Owner) return;
        if (usage.Refuse(_changes, owner, limits) is { } problem)
            throw new StorageException(StorageProblem.Quota, $"server.storage: {problem}; delete some keys.");
    }

    /// <summary>Counts the changes, once they are made.</summary>
    public void CountIn(StorageUsage usage)
    {
        foreach (var (owner, (keys, bytes)) in _changes) usage.Add(owner, keys, bytes);
    }

    /// <summary>What the caller is told.</summary>
    /// <param name="now">The time, in milliseconds since 1970.</param>
    public StorageWritten[] Results(long now) =>
    [
        .. from write in _writes
           select new StorageWritten(write.After?.Version ?? 0, write.After?.Value, Live(write.Before, now) is not null),
    ];

    private static StoredEntry? Live(StoredEntry? entry, long now) => entry is not null && entry.IsExpired(now) ? null : entry;

    private void Add(StorageWrite write, StoredEntry? before, StoredEntry? live, string owner, Func<long> nextVersion)
    {
        StoredEntry? after = null;
        if (write.Change is { } change)
        {
            var expiresAt = write.ExpiresAt ?? (write.KeepsExpiry ? live?.ExpiresAt : null);
            after = new StoredEntry(write.Key, change(live?.Value), nextVersion(), expiresAt, owner);
            Count(owner, 1, after.Size);
        }

        if (before is not null) Count(before.Owner, -1, -before.Size);
        _writes.Add((before, after, write.Key));
    }

    private void Count(string owner, long keys, long bytes)
    {
        var (oldKeys, oldBytes) = _changes.GetValueOrDefault(owner);
        _changes[owner] = (oldKeys + keys, oldBytes + bytes);
    }
}
