using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>
/// Histories that all nodes share. The broker gives each message its place, and it is delivered here when it comes back, so that
/// all nodes see one order. A node keeps what its subscribers have seen, and reads the rest. Any thread.
/// </summary>
internal sealed class ClusterHistories : IHistories
{
    /// <summary>Topics that are looked at in one call to the broker.</summary>
    private const int BatchSize = 100;

    /// <summary>Ticks between two looks at all topics, when nothing has happened.</summary>
    private const int QuietTicks = 30;

    /// <summary>Ticks until all topics are looked at once more: not all channels are heard at once.</summary>
    private const int SettledTicks = 3;

    /// <summary>Times that a history is read at most before a connection cannot follow it.</summary>
    private const int MaxTries = 5;

    /// <summary>Topics after which those without subscribers are let go before their time.</summary>
    private const int ManyTopics = 10_000;

    private readonly ConcurrentDictionary<string, SharedTopic> _topics = new(StringComparer.Ordinal);
    private readonly IBroker _broker;
    private readonly ConnectionRegistry _registry;
    private readonly TopicRules _rules;
    private readonly TimeSpan _timeout;
    private readonly long _maxSize;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly HistoryOutbox _outbox;
    private Task _check = Task.CompletedTask;
    private int _ticksToCheck = QuietTicks;
    private long _skew;
    private long _grown;
    private int _created;
    private volatile string? _problem;

    /// <param name="node">This node.</param>
    /// <param name="rules">The rules of topics.</param>
    /// <param name="options">The section <c>cluster</c>.</param>
    /// <param name="maxSize">Bytes that this node keeps of all histories at most.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The server's log.</param>
    public ClusterHistories(
        TopicNode node, TopicRules rules, ClusterOptions options, long maxSize, TimeProvider clock, ILogger log)
    {
        (_broker, _registry, _rules) = (node.Broker, node.Registry, rules);
        (_timeout, _maxSize, _clock, _log) = (options.Timeout, maxSize, clock, log);
        _outbox = new HistoryOutbox(node.Number, _broker.Histories, node.Channels, options.Timeout);
    }

    public Action<string, Position>? GapFound { get; set; }

    public bool IsIdle => _outbox.IsIdle && _check.IsCompleted;

    public async ValueTask<Position> PublishAsync(TopicMessage message)
    {
        RequireBroker();
        return new Position(await _outbox.PublishAsync(message).ConfigureAwait(false));
    }

    public async ValueTask<FollowResult> FollowAsync(Connection connection, string topic, TopicRule rule, Wanted wanted)
    {
        RequireBroker();
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < MaxTries; i++)
        {
            var (hasBegun, reading) = TopicOf(topic, rule).TryFollow(connection, wanted, Now, out var result);
            if (hasBegun) return result;
            if (reading is null) continue; // it was let go in this moment

            var left = _timeout - TimeProvider.System.GetElapsedTime(began);
            try
            {
                await reading.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System).ConfigureAwait(false);
            }
            catch (TimeoutException e)
            {
                throw new TopicException("the broker does not answer in time", e);
            }
        }

        throw new TopicException($"the history cannot be read ({_problem ?? "it changes all the time"})");
    }

    /// <summary>A message of a history came.</summary>
    public void Receive(string topic, HistoryEntry entry)
    {
        while (true)
        {
            if (_topics.TryGetValue(topic, out var known))
            {
                if (known.TryReceive(entry)) break;
            }
            else if (_registry.SubscriberCount(topic) == 0)
            {
                return;
            }
            else if (_rules.Find(topic) is { HasHistory: true } rule)
            {
                TopicOf(topic, rule);
            }
            else
            {
                // This node has other rules than the one that published it.
                _registry.Broadcast(entry.Frame, new BroadcastFilter(topic, entry.Except is { } except ? [except] : null));
                return;
            }
        }

        if (Interlocked.Add(ref _grown, entry.Size) > _maxSize / 8) Bound();
    }

    /// <summary>The broker was not heard for a while: all topics are looked at when it is heard again.</summary>
    public void Interrupted() => Interlocked.Exchange(ref _ticksToCheck, 0);

    /// <summary>All topics are looked at with the next tick.</summary>
    private void CheckSoon() => Interlocked.Exchange(ref _ticksToCheck, 1);

    /// <summary>Once a second.</summary>
    /// <param name="isHeard">Whether the broker is heard.</param>
    public void Tick(bool isHeard)
    {
        if (!isHeard || !_check.IsCompleted) return;

        var left = Interlocked.Decrement(ref _ticksToCheck);
        if (left > 0) return;
        Interlocked.Exchange(ref _ticksToCheck, left < 0 ? SettledTicks : QuietTicks);
        _check = CheckAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Microseconds by the broker's clock, as it was when a history was last read.</summary>
    private long Now =>
        ((_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond) + Interlocked.Read(ref _skew);

    private void RequireBroker()
    {
        if (_broker.Problem is { } problem) throw new TopicException($"the broker cannot be used ({problem})");
    }

    private SharedTopic TopicOf(string name, TopicRule rule)
    {
        while (true)
        {
            if (_topics.TryGetValue(name, out var known)) return known;

            var topic = new SharedTopic(name, rule, _registry, found => _ = ReadAsync(found, rule), CheckSoon);
            if (!_topics.TryAdd(name, topic)) continue;
            if (Interlocked.Increment(ref _created) % ManyTopics == 0) EndUnused();
            return topic;
        }
    }

    private async Task ReadAsync(SharedTopic topic, TopicRule rule)
    {
        HistoryLog? found = null;
        try
        {
            found = LogOf(await _broker.Histories.ReadAsync(topic.Name).ConfigureAwait(false), rule);
            _problem = null;
        }
        catch (BrokerException e)
        {
            _problem = e.Message; // what cannot be read is declared lost, if anything is missing
        }
        catch (Exception e)
        {
            Background.Report(e, "reading a history", _log);
        }

        try
        {
            if (topic.Complete(found) is { } gap) GapFound?.Invoke(topic.Name, gap);
        }
        catch (Exception e)
        {
            Background.Report(e, "delivering a history", _log);
        }
    }

    private HistoryLog LogOf(HistoryPart part, TopicRule rule)
    {
        Interlocked.Add(ref _skew, part.Now - Now);
        var log = new HistoryLog(rule);
        foreach (var bytes in part.Entries)
        {
            if (HistoryFormat.TryRead(bytes, out var entry)) log.Add(entry);
        }

        log.ContinueAt(new Position(part.Last));
        log.Expire(part.Now);
        return log;
    }

    /// <summary>Compares the last positions with the broker's. What differs is read again, and what has no subscribers is let go.</summary>
    private async Task CheckAsync()
    {
        try
        {
            EndUnused();
            foreach (var batch in _topics.Values.Chunk(BatchSize))
            {
                Position[] before = [.. batch.Select(topic => topic.Last)];
                var last = await _broker.Histories.LastAsync([.. batch.Select(topic => topic.Name)]).ConfigureAwait(false);
                for (var i = 0; i < batch.Length; i++)
                {
                    // A message that came meanwhile is no difference; a last position that went back is one.
                    if (last[i] != before[i].Id && (last[i] < before[i].Id || batch[i].Last.Id < last[i])) _ = batch[i].Check();
                }
            }

            Bound();
        }
        catch (BrokerException)
        {
            Interrupted();
        }
        catch (Exception e)
        {
            Background.Report(e, "checking histories", _log);
        }
    }

    private void EndUnused()
    {
        foreach (var topic in _topics.Values.Where(static topic => topic.TryEnd())) _topics.TryRemove(new(topic.Name, topic));
    }

    /// <summary>Forgets what can be read again, when all histories together are too large.</summary>
    private void Bound()
    {
        Interlocked.Exchange(ref _grown, 0);
        var size = _topics.Values.Sum(static topic => topic.Size);
        if (size <= _maxSize) return;

        foreach (var topic in _topics.Values)
        {
            if (size <= _maxSize / 2) return;
            size -= topic.Size;
            topic.Trim();
        }
    }
}
