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

    /// <summary>Makes a position before the first message, so that a client which has seen none can catch up later.</summary>
    public void BeginAt(Position position)
    {
        if (Last.IsNone) Last = position;
    }

    /// <summary>Forgets all messages: the last of them is not among them, and has this position.</summary>
    public void MoveTo(Position position)
    {
        Clear();
        Last = position;
    }

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

    /// <summary>The messages after a position; <c>null</c> when one of them is not here any more.</summary>
    public IReadOnlyList<HistoryEntry>? After(Position since)
    {
        if (since.IsNone) return null;
        if (since == Last) return [];
        if (_entries.TryPeek(out var oldest) && oldest.Previous == since) return [.. _entries];

        var isAfter = false;
        List<HistoryEntry> found = [];
        foreach (var entry in _entries)
        {
            if (isAfter) found.Add(entry);
            isAfter |= entry.Id == since;
        }

        return isAfter ? found : null;
    }

    public bool Contains(Position id) => _entries.Any(entry => entry.Id == id);

    public IReadOnlyList<HistoryEntry> Newest(int count) => [.. _entries.Skip(Math.Max(0, _entries.Count - count))];

    private void Drop() => Size -= _entries.Dequeue().Size;
}
