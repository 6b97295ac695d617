using System.Text;
using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>One history of a <see cref="MemoryHub"/>, in the form that a Redis server keeps. The hub's lock guards it.</summary>
internal sealed class MemoryHistory
{
    private readonly List<byte[]> _entries = [];
    private long _last;

    public long Last => _last;

    /// <returns>The id of the first message, and what nodes are sent: nothing when the messages were there already.</returns>
    public (long First, byte[][] Added) Append(HistoryAppend append, HistoryIds ids)
    {
        if (append.IsRetry && Find(append.Payloads[0]) is { } known) return (known, []);

        var first = Math.Max(ids.Next().Id, _last + 1);
        byte[][] added = [.. append.Payloads.Select(payload => Add(payload, first))];
        if (_entries.Count > append.Size) _entries.RemoveRange(0, _entries.Count - append.Size);
        return (first, added);
    }

    public HistoryPart Read(HistoryIds ids)
    {
        if (_last == 0) _last = ids.Next().Id;
        return new HistoryPart(_last, ids.Now, [.. _entries]);
    }

    /// <summary>Forgets everything, in tests.</summary>
    public void Flush()
    {
        _entries.Clear();
        _last = 0;
    }

    private byte[] Add(byte[] payload, long first)
    {
        var id = Math.Max(first, _last + 1);
        byte[] entry = [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"{id} {_last} ")), .. payload];
        _entries.Add(entry);
        _last = id;
        return entry;
    }

    private long? Find(byte[] payload)
    {
        foreach (var entry in _entries)
        {
            if (HistoryFormat.TryReadHead(entry, out var id, out _, out var rest) && HistoryFormat.IsSamePublication(rest, payload))
                return id;
        }

        return null;
    }
}
