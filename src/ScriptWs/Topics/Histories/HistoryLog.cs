using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>The newest messages of one topic, bounded by number and age. One thread at a time.</summary>
internal sealed class HistoryLog(TopicRule rule)
{
    private readonly Queue<HistoryEntry> _entries = new();

    /// <summary>The position of the last message; none before the first.</summary>
    public Position Last { get; private set; }

    /// <summary>Bytes of the messages.</summary>
    public long Size { get; private set; }

    public IReadOnlyCollection<HistoryEntry> Entries => _entries;

    /// <summary>
    /// Sets the position that the next message follows, also when no message here has it: before the first one, so that a client which
    /// has seen none can catch up later, and where others are lost.
    /// </summary>
    public void ContinueAt(Position position) => Last = position;

    public void Add(HistoryEntry entry)
    {
        _entries.Enqueue(entry);
        Size += entry.Size;
        Last = entry.Id;
        while (_entries.Count > rule.History) Drop();
    }

    /// <summary>Forgets messages that are too old.</summary>
    /// <param name="now">Microseconds since 1970.</param>
    public void Expire(long now)
    {
        var end = now - (long)rule.Age.TotalMicroseconds;
        while (_entries.TryPeek(out var oldest) && oldest.Id.Id < end) Drop();
    }

    /// <summary>Forgets all messages, and keeps the last position.</summary>
    public void Clear()
    {
        _entries.Clear();
        Size = 0;
    }

    /// <summary>The messages that lead from a position to the last one; <c>null</c> when one of them is not here.</summary>
    public IReadOnlyList<HistoryEntry>? After(Position since)
    {
        if (since.IsNone) return null;

        var reached = since;
        List<HistoryEntry> found = [];
        foreach (var entry in _entries)
        {
            if (entry.Previous != reached) continue;

            found.Add(entry);
            reached = entry.Id;
        }

        return reached == Last ? found : null;
    }

    public bool Contains(Position id) => _entries.Any(entry => entry.Id == id);

    public IReadOnlyList<HistoryEntry> Newest(int count) => [.. _entries.Skip(Math.Max(0, _entries.Count - count))];

    private void Drop() => Size -= _entries.Dequeue().Size;
}
