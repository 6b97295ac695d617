using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Topics;

/// <summary>Histories in memory of this process. Nothing waits, and all calls complete at once. Any thread.</summary>
internal sealed class LocalHistories : IHistories
{
    /// <summary>Time between two looks for messages that are too old.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>What a topic takes beside its messages, roughly.</summary>
    private const int Overhead = 512;

    private readonly ConcurrentDictionary<string, LocalTopic> _topics = new(StringComparer.Ordinal);
    private readonly LinkedList<LocalTopic> _byUse = new();
    private readonly Lock _lock = new();
    private readonly ConnectionRegistry _registry;
    private readonly HistoryIds _ids;
    private readonly long _maxSize;
    private readonly ITimer _timer;
    private long _size;

    /// <param name="registry">The connections.</param>
    /// <param name="maxSize">Bytes of all histories at most.</param>
    /// <param name="clock">The clock of ages.</param>
    /// <param name="log">The server's log.</param>
    public LocalHistories(ConnectionRegistry registry, long maxSize, TimeProvider clock, ILogger log)
    {
        (_registry, _maxSize, _ids) = (registry, maxSize, new HistoryIds(clock));
        _timer = clock.Timer("forgetting old messages", Expire, Pause, Pause, log);
    }

    /// <summary>In memory nothing is lost between this server and its subscribers.</summary>
    public Action<string, Position>? GapFound { get; set; }

    /// <summary>Bytes of all histories, roughly.</summary>
    public long Size => Interlocked.Read(ref _size);

    public ValueTask<Position> PublishAsync(TopicMessage message)
    {
        while (true)
        {
            var topic = Use(message.Topic, message.Rule);
            if (topic.TryPublish(message) is not { } published) continue;

            Grow(topic, published.Grown);
            return ValueTask.FromResult(published.Position);
        }
    }

    public ValueTask<FollowResult> FollowAsync(Connection connection, string topic, TopicRule rule, Wanted wanted)
    {
        while (true)
        {
            var followed = Use(topic, rule);
            if (followed.TryFollow(connection, wanted) is not { } begun) continue;

            Grow(followed, begun.Grown);
            return ValueTask.FromResult(begun.Result);
        }
    }

    public async ValueTask DisposeAsync() => await _timer.DisposeAsync().ConfigureAwait(false);

    private LocalTopic Use(string name, TopicRule rule)
    {
        lock (_lock)
        {
            if (!_topics.TryGetValue(name, out var topic))
            {
                _topics[name] = topic = new LocalTopic(name, rule, _registry, _ids);
                topic.Place = _byUse.AddLast(topic);
                Interlocked.Add(ref _size, Overhead);
            }
            else if (topic.Place is { Next: not null } place)
            {
                _byUse.Remove(place);
                _byUse.AddLast(place);
            }

            return topic;
        }
    }

    /// <summary>Counts bytes. Over the limit, the topics that were quiet for longest go, but never the one in use.</summary>
    private void Grow(LocalTopic used, long grown)
    {
        if (Interlocked.Add(ref _size, grown) <= _maxSize) return;

        lock (_lock)
        {
            while (Size > _maxSize && _byUse.First is { Value: var quiet } && quiet != used) Remove(quiet);
            if (Size > _maxSize) Remove(used); // one topic alone is larger: its clients are told when they come back
        }
    }

    private void Remove(LocalTopic topic)
    {
        if (topic.Place is not { List: not null } place) return;

        _byUse.Remove(place);
        _topics.TryRemove(topic.Name, out _);
        Interlocked.Add(ref _size, -topic.Drop() - Overhead);
    }

    private void Expire()
    {
        foreach (var topic in _topics.Values) Interlocked.Add(ref _size, topic.Expire());
    }
}
