using ScriptWs.Connections;
using ScriptWs.Storage;

namespace ScriptWs.Topics;

/// <summary>
/// One topic whose history is in a storage, as this process has it. One piece of work is in flight at a time: what is published
/// meanwhile waits and is written together. Messages are delivered once they are kept. Any thread.
/// </summary>
internal sealed class StoredTopic(string name, TopicRule rule, ConnectionRegistry registry, HistoryIds ids, HistoryStore store)
{
    /// <summary>Messages of one write at most.</summary>
    private const int MaxBatch = 128;

    /// <summary>Bytes after which a write takes no further message.</summary>
    private const int LargeBatch = 1 << 20;

    /// <summary>Times that a write is tried while another process writes too.</summary>
    private const int MaxTries = 8;

    private readonly Lock _lock = new();
    private readonly Queue<PendingPublish> _waiting = new();
    private TaskCompletionSource? _wantsRefresh;
    private StoredHistory? _history;
    private bool _mustRead = true;
    private bool _isWorking;
    private bool _isGone;
    private bool _wantsDelete;
    private Position _last;
    private long _size;

    public string Name => name;

    /// <summary>Owned by <see cref="StoredHistories"/>, under its lock: the place among all topics, by their last use.</summary>
    public LinkedListNode<StoredTopic>? Place { get; set; }

    /// <summary>Owned by <see cref="StoredHistories"/>, under its lock: the bytes that are counted for it.</summary>
    public long Counted { get; set; }

    /// <summary>Called when its size has changed, outside its lock.</summary>
    public required Action<StoredTopic> Changed { get; init; }

    /// <summary>Called with the position where it continues, when another process has published what is not there any more.</summary>
    public required Action<StoredTopic, Position> GapFound { get; init; }

    /// <summary>Bytes of the messages, in memory or in the storage, roughly.</summary>
    public long Size
    {
        get
        {
            lock (_lock) return _size;
        }
    }

    /// <summary>Completes when nothing is in flight.</summary>
    public Task Worked { get; private set; } = Task.CompletedTask;

    /// <summary>What is known of it before it is read.</summary>
    public void Expect(HistoryHead head)
    {
        lock (_lock) (_last, _size) = (head.Last, head.Size);
    }

    /// <returns><c>false</c> when the topic was dropped meanwhile.</returns>
    public bool TryPublish(PendingPublish pending)
    {
        lock (_lock)
        {
            if (_isGone) return false;
            _waiting.Enqueue(pending);
        }

        Work();
        return true;
    }

    /// <returns>How it began; <c>null</c> when the topic was dropped meanwhile.</returns>
    /// <exception cref="TopicException">The history cannot be read, or the connection cannot subscribe.</exception>
    public async Task<FollowResult?> TryFollowAsync(Connection connection, Wanted wanted)
    {
        Task refreshed;
        lock (_lock)
        {
            if (_isGone) return null;
            _wantsRefresh ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            refreshed = _wantsRefresh.Task;
        }

        Work();
        await refreshed.ConfigureAwait(false);
        Cork.Begin();
        try
        {
            lock (_lock)
            {
                if (_isGone || _history is not { } history) return null;

                history.Log.Expire(ids.Now);
                return Delivery.Begin(connection, name, history.Log, wanted);
            }
        }
        finally
        {
            Cork.End();
        }
    }

    /// <summary>Forgets messages that are too old.</summary>
    /// <returns>Whether the topic was quiet for so long that it can be dropped.</returns>
    public bool Expire()
    {
        lock (_lock)
        {
            var now = ids.Now;
            _history?.Log.Expire(now);
            if (_history is not null) _size = _history.Log.Size;
            var isQuiet = !_isWorking && _waiting.Count == 0 && _wantsRefresh is null;
            return isQuiet && !_last.IsNone && _last.Id < now - (long)(rule.Age + HistoryStore.Keep).TotalMicroseconds;
        }
    }

    /// <summary>Drops it, here and in the storage. What waits is written before.</summary>
    public void Drop()
    {
        lock (_lock) (_isGone, _wantsDelete) = (true, true);
        Work();
    }

    private void Work()
    {
        lock (_lock)
        {
            if (_isWorking) return;
            _isWorking = true;
        }

        Worked = WorkAsync();
    }

    private async Task WorkAsync()
    {
        while (TryTake(out var refresh, out var batch, out var deletes))
        {
            try
            {
                if (refresh is not null || _mustRead) await RefreshAsync(begins: refresh is not null).ConfigureAwait(false);
                refresh?.TrySetResult();
                refresh = null;
                if (batch.Count > 0) await AppendAsync(batch).ConfigureAwait(false);
                if (deletes) await store.DeleteAsync(name).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                _mustRead = true;
                var problem = e is StorageException ? e.Message.TrimEnd('.') : "it failed in the server itself";
                refresh?.TrySetException(new TopicException($"the history cannot be read ({problem})", e));
                var failure = new TopicException($"the history cannot be written ({problem}); the message was not published", e);
                foreach (var pending in batch) pending.Fail(failure);
            }

            Changed(this);
        }
    }

    private bool TryTake(out TaskCompletionSource? refresh, out List<PendingPublish> batch, out bool deletes)
    {
        batch = [];
        lock (_lock)
        {
            (refresh, _wantsRefresh) = (_wantsRefresh, null);
            for (var size = 0L; size < LargeBatch && batch.Count < MaxBatch && _waiting.TryDequeue(out var next); size += next.Size)
                batch.Add(next);
            deletes = _wantsDelete && _waiting.Count == 0;
            if (deletes) _wantsDelete = false;
            return _isWorking = refresh is not null || batch.Count > 0 || deletes;
        }
    }

    /// <summary>Reads the history, unless it is as it was.</summary>
    /// <param name="begins">Whether a topic without one gets its first position.</param>
    private async Task RefreshAsync(bool begins)
    {
        for (var i = 0; i < MaxTries; i++)
        {
            var known = _mustRead ? null : _history!.Version;
            if (known is not null && await store.VersionAsync(name).ConfigureAwait(false) == known) return;

            var found = await store.ReadAsync(name, rule).ConfigureAwait(false);
            if (!found.IsOfEarlierStart && (found.Version is not null || !begins))
            {
                Replace(found);
                return;
            }

            // Clients that have seen nothing yet need a position too. Behind lost messages it is one to which no earlier one leads.
            var last = found.Log.Last.IsNone ? _last : found.Log.Last;
            await store.ContinueAsync(name, rule, found, ids.Next(last)).ConfigureAwait(false);
            _mustRead = true;
        }

        throw Busy();
    }

    private async Task AppendAsync(List<PendingPublish> batch)
    {
        for (var i = 0; i < MaxTries; i++)
        {
            var history = _history!;
            var entries = EntriesOf(batch, history.Log.Last);
            if (await store.AppendAsync(name, rule, history, entries).ConfigureAwait(false))
            {
                Deliver(history.Log, entries);
                for (var n = 0; n < batch.Count; n++) batch[n].Succeed(entries[n].Id);
                return;
            }

            _mustRead = true;
            await RefreshAsync(begins: false).ConfigureAwait(false);
        }

        throw Busy();
    }

    private List<HistoryEntry> EntriesOf(List<PendingPublish> batch, Position last)
    {
        List<HistoryEntry> entries = new(batch.Count);
        foreach (var pending in batch)
        {
            var id = ids.Next(last.IsNone ? _last : last);
            entries.Add(new HistoryEntry(id, last, pending.Frame, pending.Except));
            last = id;
        }

        return entries;
    }

    private void Deliver(HistoryLog log, List<HistoryEntry> entries)
    {
        Cork.Begin();
        try
        {
            lock (_lock)
            {
                log.Expire(entries[0].Id.Id);
                foreach (var entry in entries)
                {
                    log.Add(entry);
                    Delivery.Live(registry, name, entry);
                }

                (_last, _size) = (log.Last, log.Size);
            }
        }
        finally
        {
            Cork.End();
        }
    }

    /// <summary>Puts what was read in the place of what is here, and sends subscribers what another process has published.</summary>
    private void Replace(StoredHistory found)
    {
        Position? gap = null;
        Cork.Begin();
        try
        {
            lock (_lock)
            {
                var start = _history?.Log.Last ?? default;
                if (!start.IsNone)
                {
                    if (found.Log.Last.IsNone) found.Log.ContinueAt(ids.Next(start)); // another process has dropped it
                    gap = Delivery.Since(registry, name, start, found.Log);
                }

                (_history, _mustRead) = (found, false);
                if (!found.Log.Last.IsNone) _last = found.Log.Last;
                _size = found.Log.Size;
            }
        }
        finally
        {
            Cork.End();
        }

        if (gap is { } position) GapFound(this, position);
    }

    private static StorageException Busy() => new(StorageProblem.Conflict, "another process writes it all the time");
}
