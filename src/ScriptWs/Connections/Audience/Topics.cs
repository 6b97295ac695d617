using System.Collections.Concurrent;

namespace ScriptWs.Connections;

/// <summary>The subscribers of each topic. A topic exists while it has any. Any thread.</summary>
internal sealed class Topics<T>
    where T : class, IMember
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ConnectionSet<T>> _topics = new(StringComparer.Ordinal);

    /// <returns><c>false</c> when it was subscribed already, is closed, or has <see cref="TopicLimits.MaxSubscriptions"/>.</returns>
    public bool Subscribe(T member, string topic)
    {
        lock (_lock)
        {
            if (member.State == ConnectionState.Closed) return false;

            var mine = member.SubscriptionSet ??= new(StringComparer.Ordinal);
            if (mine.Count >= TopicLimits.MaxSubscriptions || !mine.Add(topic)) return false;
            return _topics.GetOrAdd(topic, static _ => new ConnectionSet<T>()).Add(member);
        }
    }

    public bool Unsubscribe(T member, string topic)
    {
        lock (_lock)
        {
            return member.SubscriptionSet?.Remove(topic) == true && Leave(member, topic);
        }
    }

    public void UnsubscribeAll(T member)
    {
        lock (_lock)
        {
            if (member.SubscriptionSet is not { } topics) return;
            foreach (var topic in topics) Leave(member, topic);
            (member.LastSubscriptions, member.SubscriptionSet) = (topics, null);
        }
    }

    public bool IsSubscribed(T member, string topic)
    {
        lock (_lock) return member.SubscriptionSet?.Contains(topic) == true;
    }

    public IReadOnlyCollection<string> Of(T member)
    {
        lock (_lock) return member.SubscriptionSet is { } topics ? [.. topics] : [];
    }

    /// <summary>The subscribers now; not to be changed.</summary>
    public T[] Subscribers(string topic) => _topics.TryGetValue(topic, out var set) ? set.Snapshot() : [];

    private bool Leave(T member, string topic)
    {
        if (!_topics.TryGetValue(topic, out var set)) return false;

        set.Remove(member);
        if (set.Count == 0) _topics.TryRemove(topic, out _);
        return true;
    }
}
