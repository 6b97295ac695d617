using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Storage;

namespace ScriptWs.Topics;

/// <summary>
/// Histories in a storage that outlives this process. What is published is kept before it is delivered. Another process may use the same
/// storage: the next one, while this one drains. Any thread.
/// </summary>
internal sealed class StoredHistories : IHistories
{
    /// <summary>Bytes that wait for the storage at most. Exceeded: publishing is refused.</summary>
    public const long MaxWaiting = 32 << 20;

    /// <summary>Times that a topic is looked up which is dropped at that moment.</summary>
    private const int MaxTries = 8;

    /// <summary>What a topic takes beside its messages, roughly.</summary>
    private const int Overhead = 512;

    /// <summary>Time between two looks for messages that are too old.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>The time of the storage for the last messages of a server that stops.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    /// <summary>Microseconds that positions lie ahead at most. They go on from the last one in the storage, and ages stay right.</summary>
    private const int MaxLead = 1_000_000;

    private readonly ConcurrentDictionary<string, StoredTopic> _topics = new(StringComparer.Ordinal);
    private readonly LinkedList<StoredTopic> _byUse = new();
    private readonly Lock _lock = new();
    private readonly ConnectionRegistry _registry;
    private readonly TopicRules _rules;
    private readonly HistoryStore _store;
    private readonly HistoryIds _ids;
    private readonly long _maxSize;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private long _size;
    private long _waiting;
    private Task _listing;
    private volatile bool _isListed;

    /// <param name="storage">The storage, with the server's own keys.</param>
    /// <param name="registry">The connections.</param>
    /// <param name="rules">The rules of topics.</param>
    /// <param name="maxSize">Bytes of all histories at most.</param>
    /// <param name="clock">The clock of ages.</param>
    /// <param name="start">The start of this machine; always the same value if a power failure cannot take what is written.</param>
    /// <param name="log">The server's log.</param>
    public StoredHistories(
        IStorage storage, ConnectionRegistry registry, TopicRules rules, long maxSize, TimeProvider clock, Guid start, ILogger log)
    {
        (_registry, _rules, _maxSize, _clock) = (registry, rules, maxSize, clock);
        (_store, _ids) = (new HistoryStore(storage, clock, start), new HistoryIds(clock, MaxLead));
        _listing = ListAsync();
        _timer = clock.Timer("forgetting old messages", Expire, Pause, Pause, log);
    }

    public Action<string, Position>? GapFound { get; set; }

    /// <summary>Bytes of all histories, roughly.</summary>
    public long Size => Interlocked.Read(ref _size);

    /// <summary>Completes when nothing is in flight.</summary>
    public Task Worked => Task.WhenAll([_listing, .. _topics.Values.Select(topic => topic.Worked)]);

    public async ValueTask<Position> PublishAsync(TopicMessage message)
    {
        var pending = new PendingPublish(message);
        if (Interlocked.Add(ref _waiting, pending.Size) > MaxWaiting)
        {
            Interlocked.Add(ref _waiting, -pending.Size);
            throw new TopicException("too many messages wait for the storage; the message was not published");
        }

        try
        {
            while (!Use(message.Topic, message.Rule).TryPublish(pending))
            {
                // It was dropped at this moment: there is another one now.
            }

            return await pending.Kept.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Add(ref _waiting, -pending.Size);
        }
    }

    public async ValueTask<FollowResult> FollowAsync(Connection connection, string topic, TopicRule rule, Wanted wanted)
    {
        for (var i = 0; i < MaxTries; i++)
        {
            if (await Use(topic, rule).TryFollowAsync(connection, wanted).ConfigureAwait(false) is { } begun) return begun;
        }

        throw new TopicException("the history cannot be read (it is dropped all the time); increase limits.maxHistorySize");
    }

    /// <summary>Waits for what is in flight, for a while.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        try
        {
            await Worked.WaitAsync(TimeToEnd, _clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Their publishers have not been told that they are kept.
        }
    }

    private StoredTopic Use(string name, TopicRule rule)
    {
        lock (_lock)
        {
            if (!_topics.TryGetValue(name, out var topic))
            {
                topic = Create(name, rule);
                topic.Place = _byUse.AddLast(topic);
            }
            else if (topic.Place is { Next: not null } place)
            {
                _byUse.Remove(place);
                _byUse.AddLast(place);
            }

            return topic;
        }
    }

    private StoredTopic Create(string name, TopicRule rule)
    {
        var topic = new StoredTopic(name, rule, _registry, _ids, _store)
        {
            Changed = Count,
            GapFound = (found, position) => GapFound?.Invoke(found.Name, position),
        };
        _topics[name] = topic;
        topic.Counted = Overhead;
        _size += Overhead;
        return topic;
    }

    /// <summary>Counts bytes. Over the limit, the topics that were quiet for longest go, and one that is too large alone.</summary>
    private void Count(StoredTopic changed)
    {
        List<StoredTopic> dropped = [];
        var size = changed.Size + Overhead;
        lock (_lock)
        {
            if (changed.Place is not { List: not null }) return;

            _size += size - changed.Counted;
            changed.Counted = size;
            while (_size > _maxSize && _byUse.First is { Value: var quiet }) dropped.Add(Remove(quiet));
        }

        foreach (var topic in dropped) topic.Drop();
    }

    /// <summary>Under the lock.</summary>
    private StoredTopic Remove(StoredTopic topic)
    {
        _byUse.Remove(topic.Place!);
        _topics.TryRemove(topic.Name, out _);
        _size -= topic.Counted;
        return topic;
    }

    private void Expire()
    {
        if (!_isListed && _listing.IsCompleted) _listing = ListAsync();
        foreach (var topic in _topics.Values)
        {
            if (topic.Expire()) Drop(topic);
            else Count(topic);
        }
    }

    private void Drop(StoredTopic quiet)
    {
        lock (_lock)
        {
            if (quiet.Place is not { List: not null }) return;
            Remove(quiet);
        }

        quiet.Drop();
    }

    /// <summary>Learns which histories there are, so that all of them are bounded. Those without a rule are deleted.</summary>
    private async Task ListAsync()
    {
        try
        {
            var heads = await _store.HeadsAsync().ConfigureAwait(false);
            foreach (var head in heads.OrderByDescending(head => head.Last.Id))
            {
                if (_rules.Find(head.Topic) is { HasHistory: true } rule) Expect(head, rule);
                else await _store.DeleteAsync(head.Topic).ConfigureAwait(false);
            }

            _isListed = true;
        }
        catch (StorageException)
        {
            // The storage reports it. The next look for old messages tries again.
        }
    }

    private void Expect(HistoryHead head, TopicRule rule)
    {
        StoredTopic topic;
        lock (_lock)
        {
            if (_topics.ContainsKey(head.Topic)) return;

            topic = Create(head.Topic, rule);
            topic.Expect(head);
            topic.Place = _byUse.AddFirst(topic);
        }

        Count(topic);
    }
}
