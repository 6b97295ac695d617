using System.Collections.Concurrent;

namespace ScriptWs.Scripting;

/// <summary>
/// <c>server.store</c>: values that all workers of a server share, as copies that belong to no engine. Any thread; one
/// change at a time, so that <c>increment</c> is one step.
/// </summary>
internal sealed class SharedStore
{
    /// <summary>Keys at most.</summary>
    public const int MaxEntries = 100_000;

    /// <summary>Bytes of all values and keys at most, roughly.</summary>
    public const long MaxSize = 64 << 20;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _size;

    public IEnumerable<string> Keys => _entries.Keys;

    public CloneValue? Get(string key) => _entries.TryGetValue(key, out var entry) ? entry.Value : null;

    public bool Has(string key) => _entries.ContainsKey(key);

    /// <returns>Why it does not fit; <c>null</c> when it does.</returns>
    public string? Set(string key, CloneValue value, long size)
    {
        lock (_lock)
        {
            return Keep(key, new Entry(value, size + (2L * key.Length)));
        }
    }

    public bool Delete(string key)
    {
        lock (_lock)
        {
            if (!_entries.TryRemove(key, out var entry)) return false;
            _size -= entry.Size;
            return true;
        }
    }

    /// <param name="key">Its key; a missing value counts as 0.</param>
    /// <param name="by">What is added.</param>
    /// <param name="sum">The new value.</param>
    /// <returns>Why it cannot be done; <c>null</c> when it was.</returns>
    public string? Increment(string key, double by, out double sum)
    {
        lock (_lock)
        {
            sum = 0;
            if (_entries.TryGetValue(key, out var entry))
            {
                if (entry.Value is not CloneValue.Number number)
                    return $"server.store has a value for \"{key}\" that is no number; it cannot be incremented.";
                sum = number.Value;
            }

            sum += by;
            return Keep(key, new Entry(new CloneValue.Number(sum), 16 + (2L * key.Length)));
        }
    }

    private string? Keep(string key, Entry entry)
    {
        var before = _entries.TryGetValue(key, out var old) ? old.Size : 0;
        if (old is null && _entries.Count >= MaxEntries) return $"server.store is full: it has {MaxEntries} keys already; delete some.";
        if (_size - before + entry.Size > MaxSize)
            return $"server.store is full: all values together have at most {MaxSize >> 20} MiB; delete some.";

        _entries[key] = entry;
        _size += entry.Size - before;
        return null;
    }

    private sealed record Entry(CloneValue Value, long Size);
}
