namespace ScriptWs.Storage;

/// <summary>Values in the memory of this process, until it ends. Every operation completes at once.</summary>
internal sealed class MemoryStorage(Func<StorageLimits> limits, TimeProvider clock) : IStorage
{
    /// <summary>Stale entries in the order of expiry that are kept at most, beside as many as there are keys.</summary>
    private const int MaxStaleExpiries = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredEntry> _entries = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _order = new(StorageKeyOrder.Instance);
    private readonly StorageUsage _usage = new();
    private PriorityQueue<StoredEntry, long> _expiries = new();
    private long _version;

    public string Backend => "memory";

    public StorageFigures Figures
    {
        get
        {
            lock (_lock) return new StorageFigures(_usage.Keys, _usage.Bytes, 0);
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public ValueTask<StoredEntry?[]> ReadAsync(IReadOnlyList<string> keys)
    {
        var now = Now;
        lock (_lock) return ValueTask.FromResult<StoredEntry?[]>([.. keys.Select(key => Live(_entries.GetValueOrDefault(key), now))]);
    }

    public ValueTask<StorageWritten[]?> CommitAsync(StorageCommit commit)
    {
        var now = Now;
        lock (_lock)
        {
            try
            {
                RemoveExpired(now);
                var plan = CommitPlan.Of(commit, key => _entries.GetValueOrDefault(key), now, () => ++_version);
                if (plan is null) return ValueTask.FromResult<StorageWritten[]?>(null);

                plan.RequireRoom(_usage, commit.Owner, limits());
                foreach (var (before, after, key) in plan.Writes) Put(key, before, after);
                plan.CountIn(_usage);
                return ValueTask.FromResult<StorageWritten[]?>(plan.Results(now));
            }
            catch (StorageException e)
            {
                return ValueTask.FromException<StorageWritten[]?>(e);
            }
        }
    }

    public ValueTask<StoredEntry[]> ListAsync(string prefix, string? after, int limit)
    {
        var now = Now;
        lock (_lock)
        {
            var first = after is not null && StorageKeyOrder.Instance.Compare(after, prefix) > 0 ? after : prefix;
            if (_order.Max is not { } last || StorageKeyOrder.Instance.Compare(first, last) > 0)
                return ValueTask.FromResult<StoredEntry[]>([]);

            return ValueTask.FromResult<StoredEntry[]>(
            [
                .. _order.GetViewBetween(first, last)
                    .TakeWhile(key => key.StartsWith(prefix, StringComparison.Ordinal))
                    .Where(key => key != after)
                    .Select(key => Live(_entries[key], now))
                    .OfType<StoredEntry>()
                    .Take(limit),
            ]);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static StoredEntry? Live(StoredEntry? entry, long now) => entry is not null && entry.IsExpired(now) ? null : entry;

    private void Put(string key, StoredEntry? before, StoredEntry? after)
    {
        if (after is null)
        {
            _entries.Remove(key);
            _order.Remove(key);
            return;
        }

        _entries[key] = after;
        if (before is null) _order.Add(key);
        if (after.ExpiresAt is { } at) _expiries.Enqueue(after, at);
    }

    private void RemoveExpired(long now)
    {
        while (_expiries.TryPeek(out var entry, out var at) && at <= now)
        {
            _expiries.Dequeue();
            // A later write of the key has an expiry of its own.
            if (!_entries.TryGetValue(entry.Key, out var present) || !ReferenceEquals(present, entry)) continue;

            Put(entry.Key, entry, null);
            _usage.Add(entry.Owner, -1, -entry.Size);
        }

        if (_expiries.Count <= (2 * _entries.Count) + MaxStaleExpiries) return;
        _expiries = new(_entries.Values.Where(entry => entry.ExpiresAt is not null).Select(entry => (entry, entry.ExpiresAt!.Value)));
    }
}
