using ScriptWs.Connections;
using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>
/// A history that all nodes share, as this node has it. Messages come in their order, each with the id of its predecessor: another
/// id is a gap, and the history is read again. Any thread.
/// </summary>
/// <param name="name">The topic.</param>
/// <param name="rule">Its rule.</param>
/// <param name="registry">The connections of this node.</param>
/// <param name="read">Begins to read the history.</param>
/// <param name="suspect">Told that the history may have gone back; called under the lock.</param>
internal sealed class SharedTopic(
    string name, TopicRule rule, ConnectionRegistry registry, Action<SharedTopic> read, Action suspect)
{
    /// <summary>Messages that wait at most while the history is read. Exceeded: they are let go, and it is read once more.</summary>
    public const int MaxWaiting = 1024;

    /// <summary>Times that it is read at most before a gap is declared.</summary>
    private const int MaxReads = 3;

    private readonly Lock _lock = new();
    private readonly List<HistoryEntry> _waiting = [];
    private HistoryLog _log = new(rule);
    private SharedTopicState _state;
    private TaskCompletionSource _hasRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Position _start;
    private int _reads;
    private bool _hasDropped;
    private bool _wantsRead;

    public string Name => name;

    /// <summary>The last message that was delivered here; none before the first.</summary>
    public Position Last
    {
        get
        {
            lock (_lock) return _log.Last;
        }
    }

    /// <summary>Bytes of the messages that are kept here.</summary>
    public long Size
    {
        get
        {
            lock (_lock) return _log.Size;
        }
    }

    /// <summary>A message came.</summary>
    /// <param name="entry">The message.</param>
    /// <returns><c>false</c> when the topic was let go meanwhile.</returns>
    public bool TryReceive(HistoryEntry entry) => Locked(() =>
    {
        if (_state == SharedTopicState.Gone) return false;
        if (_state == SharedTopicState.Reading) Hold(entry);
        else if (Follows(entry)) Deliver(entry);
        else if (entry.Id.Id > _log.Last.Id) ReadAfter(entry);
        else if (!_log.Contains(entry.Id)) suspect(); // what is not later has been delivered, unless ids went back with the history
        return true;
    });

    /// <summary>Begins to follow, if that needs no reading.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="wanted">What it wants of the past.</param>
    /// <param name="now">The time of positions.</param>
    /// <param name="result">How it began.</param>
    /// <returns>When to try again; <c>null</c> when it has begun, or the topic was let go.</returns>
    /// <exception cref="TopicException">The connection cannot subscribe.</exception>
    public (bool HasBegun, Task? Reading) TryFollow(Connection connection, Wanted wanted, long now, out FollowResult result)
    {
        FollowResult begun = default;
        var answer = Locked<(bool, Task?)>(() =>
        {
            if (_state == SharedTopicState.Gone) return (false, null);

            _log.Expire(now);
            var isEnough = _state == SharedTopicState.Whole
                || (_state == SharedTopicState.Partial && wanted.Since is { } since && _log.After(since) is not null);
            if (!isEnough) return (false, BeginReading());

            begun = Delivery.Begin(connection, name, _log, wanted);
            return (true, null);
        });
        result = begun;
        return answer;
    }

    /// <summary>Reads the history again, because something may be missing.</summary>
    public Task Check() => Locked(() => _state == SharedTopicState.Gone ? Task.CompletedTask : BeginReading());

    /// <summary>The history was read.</summary>
    /// <param name="found">It; <c>null</c> when it could not be read.</param>
    /// <returns>The position after a gap that is declared; <c>null</c> when nothing is lost.</returns>
    public Position? Complete(HistoryLog? found) => Locked<Position?>(() =>
    {
        if (_state != SharedTopicState.Reading) return null;

        var gap = found is null ? CompleteWithout() : CompleteWith(found);
        if (_state == SharedTopicState.Reading) return gap; // once more

        _hasRead.TrySetResult();
        _hasRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return gap;
    });

    /// <summary>Forgets its messages, to make room; they can be read again.</summary>
    public void Trim() => Locked(() =>
    {
        if (_state == SharedTopicState.Whole) _state = SharedTopicState.Partial;
        _log.Clear();
        return true;
    });

    /// <summary>Lets it go when it has no subscribers here.</summary>
    public bool TryEnd() => Locked(() =>
    {
        if (_state == SharedTopicState.Reading || registry.SubscriberCount(name) > 0) return false;

        _state = SharedTopicState.Gone;
        return true;
    });

    private bool Follows(HistoryEntry entry) => _log.Last.IsNone || entry.Previous == _log.Last;

    private void Deliver(HistoryEntry entry)
    {
        _log.Add(entry);
        Delivery.Live(registry, name, entry);
    }

    private void ReadAfter(HistoryEntry entry)
    {
        BeginReading();
        Hold(entry);
    }

    private Task BeginReading()
    {
        if (_state != SharedTopicState.Reading)
        {
            _reads = 0;
            Read();
        }

        return _hasRead.Task;
    }

    private void Hold(HistoryEntry entry)
    {
        if (_start.IsNone) _start = entry.Previous; // subscribers here are owed this message and those after it
        if (_waiting.Count < MaxWaiting)
        {
            _waiting.Add(entry);
            return;
        }

        _waiting.Clear();
        _hasDropped = true;
    }

    /// <summary>Goes on with what came meanwhile. Where something is missing before it, that is lost.</summary>
    private Position? CompleteWithout()
    {
        _state = SharedTopicState.Partial;
        if (_waiting.Count == 0) return _hasDropped ? Declare(_log.Last) : null;

        Position? gap = Follows(_waiting[0]) && !_hasDropped ? null : Declare(_waiting[0].Previous);
        foreach (var entry in _waiting.Where(entry => entry.Id.Id > _log.Last.Id)) Deliver(entry);
        _waiting.Clear();
        return gap;
    }

    private Position? CompleteWith(HistoryLog found)
    {
        var gap = Replace(found);
        HistoryEntry[] waited = [.. _waiting.Where(entry => entry.Id.Id > found.Last.Id)];
        _waiting.Clear();
        _state = SharedTopicState.Whole;
        foreach (var entry in waited)
        {
            if (_state == SharedTopicState.Reading)
            {
                Hold(entry);
            }
            else if (!Follows(entry) && _reads < MaxReads)
            {
                Read();
                Hold(entry);
            }
            else
            {
                if (!Follows(entry)) gap = Skip(entry);
                Deliver(entry);
            }
        }

        if (!_hasDropped || _state == SharedTopicState.Reading) return gap;
        if (_reads >= MaxReads) return Declare(_log.Last);
        Read();
        return gap;
    }

    /// <summary>Puts what was read in the place of what is here, and sends subscribers what they have not got.</summary>
    private Position? Replace(HistoryLog found)
    {
        var start = _log.Last.IsNone ? _start : _log.Last;
        var after = start.IsNone ? [] : found.After(start);
        Position? gap = null;
        if (after is null)
        {
            after = [.. found.Entries.Where(entry => entry.Id.Id > start.Id)];
            gap = Declare(after.Count > 0 ? after[0].Previous : found.Last);
        }

        _log = found;
        foreach (var entry in after) Delivery.Live(registry, name, entry);
        return gap;
    }

    /// <summary>Goes on behind what is missing.</summary>
    private Position Skip(HistoryEntry next)
    {
        _state = SharedTopicState.Partial;
        _log.Clear();
        return Declare(next.Previous);
    }

    private void Read()
    {
        _reads++;
        (_state, _start, _hasDropped, _wantsRead) = (SharedTopicState.Reading, _log.Last, false, true);
    }

    private Position Declare(Position position)
    {
        Delivery.Gap(registry, name, position);
        return position;
    }

    /// <summary>Nothing is flushed or read under the lock.</summary>
    private T Locked<T>(Func<T> run)
    {
        bool wantsRead;
        T result;
        Cork.Begin();
        try
        {
            lock (_lock)
            {
                result = run();
                (wantsRead, _wantsRead) = (_wantsRead, false);
            }
        }
        finally
        {
            Cork.End();
        }

        if (wantsRead) read(this);
        return result;
    }
}
