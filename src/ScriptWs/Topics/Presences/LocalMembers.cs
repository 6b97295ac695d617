using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>The connections of this server that are present, by topic. Any thread.</summary>
/// <param name="registry">The connections: one that has left cannot be present.</param>
/// <param name="changed">
/// Told each change, under the lock: the topic, and the member before and now. Not called for a member that stays as it is.
/// </param>
internal sealed class LocalMembers(ConnectionRegistry registry, Action<string, Member?, Member?> changed)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<Guid, Member>> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, HashSet<string>> _connections = [];

    /// <returns>What has become of it.</returns>
    public PresenceResult Enter(Connection connection, string topic, byte[] info)
    {
        var member = new Member(connection.Id, connection.User?.Name, info);
        lock (_lock)
        {
            // A connection leaves the registry before it is removed here.
            if (registry.Find(member.Id) is null) return PresenceResult.Closed;

            if (!_connections.TryGetValue(member.Id, out var mine)) _connections[member.Id] = mine = new(StringComparer.Ordinal);
            if (!mine.Contains(topic) && mine.Count >= PresenceLimits.MaxTopics) return PresenceResult.TooMany;

            mine.Add(topic);
            if (!_topics.TryGetValue(topic, out var members)) _topics[topic] = members = [];
            var before = members.GetValueOrDefault(member.Id);
            members[member.Id] = member;
            if (before?.IsSame(member) != true) changed(topic, before, member);
            return before is null ? PresenceResult.Entered : PresenceResult.Stayed;
        }
    }

    /// <returns><c>false</c> when it was not present.</returns>
    public bool Leave(Guid id, string topic)
    {
        lock (_lock)
        {
            if (!_connections.TryGetValue(id, out var mine) || !mine.Remove(topic)) return false;

            if (mine.Count == 0) _connections.Remove(id);
            Remove(id, topic);
            return true;
        }
    }

    /// <summary>The connection has closed.</summary>
    public void Leave(Guid id)
    {
        lock (_lock)
        {
            if (!_connections.Remove(id, out var mine)) return;
            foreach (var topic in mine) Remove(id, topic);
        }
    }

    /// <summary>Who is present in a topic.</summary>
    public Member[] Of(string topic)
    {
        lock (_lock) return _topics.TryGetValue(topic, out var members) ? [.. members.Values] : [];
    }

    /// <summary>A member of a topic; <c>null</c> when it is not present.</summary>
    public Member? Find(string topic, Guid id)
    {
        lock (_lock) return _topics.GetValueOrDefault(topic)?.GetValueOrDefault(id);
    }

    /// <summary>Looks at all who are present, while none comes or leaves.</summary>
    public void Visit(Action<string, Member> look)
    {
        lock (_lock)
        {
            foreach (var (topic, members) in _topics)
            {
                foreach (var member in members.Values) look(topic, member);
            }
        }
    }

    /// <summary>All who are present.</summary>
    public (string Topic, Member Member)[] All()
    {
        lock (_lock) return [.. from topic in _topics from member in topic.Value.Values select (topic.Key, member)];
    }

    private void Remove(Guid id, string topic)
    {
        var members = _topics[topic];
        members.Remove(id, out var before);
        if (members.Count == 0) _topics.Remove(topic);
        changed(topic, before, null);
    }
}
