using System.Collections.Concurrent;

namespace ScriptWs.Connections;

/// <summary>Who listens to which topic. A topic exists while somebody subscribes to it. Any thread.</summary>
internal sealed class Topics
{
    /// <summary>One connection's subscriptions at most: a script that subscribes in a loop must not eat the server's memory.</summary>
    public const int MaxSubscriptions = 1024;

    /// <summary>Characters of a topic's name at most.</summary>
    public const int MaxNameLength = 256;

    private readonly Lock _changes = new();
    private readonly ConcurrentDictionary<string, ConnectionSet> _topics = new(StringComparer.Ordinal);

    /// <returns><c>false</c> when it was subscribed already, is closed, or has <see cref="MaxSubscriptions"/>.</returns>
    public bool Subscribe(Connection connection, string topic)
    {
        lock (_changes)
        {
            if (connection.State == ConnectionState.Closed) return false;

            var mine = connection.SubscriptionSet ??= new(StringComparer.Ordinal);
            if (mine.Count >= MaxSubscriptions || !mine.Add(topic)) return false;
            return _topics.GetOrAdd(topic, static _ => new ConnectionSet()).Add(connection);
        }
    }

    public bool Unsubscribe(Connection connection, string topic)
    {
        lock (_changes)
        {
            return connection.SubscriptionSet?.Remove(topic) == true && Leave(connection, topic);
        }
    }

    public void UnsubscribeAll(Connection connection)
    {
        lock (_changes)
        {
            if (connection.SubscriptionSet is not { } topics) return;
            foreach (var topic in topics) Leave(connection, topic);
            connection.SubscriptionSet = null;
        }
    }

    public bool IsSubscribed(Connection connection, string topic)
    {
        lock (_changes) return connection.SubscriptionSet?.Contains(topic) == true;
    }

    public IReadOnlyCollection<string> Of(Connection connection)
    {
        lock (_changes) return connection.SubscriptionSet is { } topics ? [.. topics] : [];
    }

    /// <summary>The subscribers now; not to be changed.</summary>
    public Connection[] Subscribers(string topic) => _topics.TryGetValue(topic, out var set) ? set.Snapshot() : [];

    private bool Leave(Connection connection, string topic)
    {
        if (!_topics.TryGetValue(topic, out var set)) return false;

        set.Remove(connection);
        if (set.Count == 0) _topics.TryRemove(topic, out _);
        return true;
    }
}
