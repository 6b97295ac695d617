using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>One topic whose history is in memory of this process. Its lock gives all subscribers one order. Any thread.</summary>
internal sealed class LocalTopic(string name, TopicRule rule, ConnectionRegistry registry, HistoryIds ids)
{
    private readonly Lock _lock = new();
    private readonly HistoryLog _log = new(rule);
    private bool _isGone;

    public string Name => name;

    /// <summary>Owned by <see cref="LocalHistories"/>, under its lock: the place among all topics, by their last use.</summary>
    public LinkedListNode<LocalTopic>? Place { get; set; }

    /// <returns>The position, and by how many bytes the history has grown; <c>null</c> when the topic was dropped meanwhile.</returns>
    public (Position Position, long Grown)? TryPublish(in TopicMessage message)
    {
        Cork.Begin();
        try
        {
            lock (_lock)
            {
                if (_isGone) return null;

                var before = _log.Size;
                var id = ids.Next();
                _log.Expire(id.Id);
                var entry = new HistoryEntry(id, _log.Last, message.Frame, message.Except);
                _log.Add(entry);
                Delivery.Live(registry, name, entry);
                return (id, _log.Size - before);
            }
        }
        finally
        {
            Cork.End();
        }
    }

    /// <returns>How it began; <c>null</c> when the topic was dropped meanwhile.</returns>
    /// <exception cref="TopicException">The connection cannot subscribe.</exception>
    public (FollowResult Result, long Grown)? TryFollow(Connection connection, Wanted wanted)
    {
        Cork.Begin();
        try
        {
            lock (_lock)
            {
                if (_isGone) return null;

                var before = _log.Size;
                _log.Expire(ids.Now);
                if (_log.Last.IsNone) _log.ContinueAt(ids.Next());
                return (Delivery.Begin(connection, name, _log, wanted), _log.Size - before);
            }
        }
        finally
        {
            Cork.End();
        }
    }

    /// <summary>Forgets messages that are too old.</summary>
    /// <returns>By how many bytes the history has grown: 0 or less.</returns>
    public long Expire()
    {
        lock (_lock)
        {
            var before = _log.Size;
            _log.Expire(ids.Now);
            return _log.Size - before;
        }
    }

    /// <summary>Drops it, to make room. A client that comes back is told that its position is not there.</summary>
    /// <returns>The bytes that are free now.</returns>
    public long Drop()
    {
        lock (_lock)
        {
            _isGone = true;
            var size = _log.Size;
            _log.Clear();
            return size;
        }
    }
}
