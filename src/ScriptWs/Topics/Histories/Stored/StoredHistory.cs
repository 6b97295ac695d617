using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>One history as the storage has it, and what of it was written together. One thread at a time.</summary>
/// <param name="rule">The topic's rule.</param>
/// <param name="version">The version of its head; <c>null</c> when the storage has none.</param>
internal sealed class StoredHistory(TopicRule rule, long? version)
{
    private readonly Queue<(string Key, int Count)> _chunks = new();
    private int _count;

    public long? Version { get; private set; } = version;

    public HistoryLog Log { get; } = new(rule);

    /// <summary>Whether it was written before the machine was started, so that messages may have been lost with the power.</summary>
    public bool IsOfEarlierStart { get; set; }

    /// <summary>Adds what was read.</summary>
    public void Read(string key, IReadOnlyList<HistoryEntry> entries)
    {
        Count(key, entries.Count);
        foreach (var entry in entries) Log.Add(entry);
    }

    /// <summary>Adds what was written.</summary>
    public void Written(string key, int count, long version)
    {
        Version = version;
        Count(key, count);
        while (_chunks.TryPeek(out var oldest) && _count - oldest.Count >= rule.History) _count -= _chunks.Dequeue().Count;
    }

    /// <summary>The keys whose messages all leave the history when others are added.</summary>
    public List<string> Superfluous(int added)
    {
        List<string> keys = [];
        var count = _count + added;
        foreach (var chunk in _chunks)
        {
            if (count - chunk.Count < rule.History) break;
            keys.Add(chunk.Key);
            count -= chunk.Count;
        }

        return keys;
    }

    private void Count(string key, int count)
    {
        _chunks.Enqueue((key, count));
        _count += count;
    }
}
