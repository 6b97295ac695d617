namespace ScriptWs.Connections;

/// <summary>The open connections of each user, by name. A user is here while it has any. Any thread.</summary>
internal sealed class UserConnections<T>
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ConnectionSet<T>> _users = new(StringComparer.Ordinal);

    /// <param name="name">The user; <c>null</c> for none.</param>
    /// <param name="member">Its connection.</param>
    public void Add(string? name, T member)
    {
        if (name is null) return;
        lock (_lock)
        {
            if (!_users.TryGetValue(name, out var set)) _users[name] = set = new ConnectionSet<T>();
            set.Add(member);
        }
    }

    /// <inheritdoc cref="Add"/>
    public void Remove(string? name, T member)
    {
        if (name is null) return;
        lock (_lock)
        {
            if (!_users.TryGetValue(name, out var set)) return;
            set.Remove(member);
            if (set.Count == 0) _users.Remove(name);
        }
    }

    /// <summary>The user's connections now; not to be changed.</summary>
    public T[] Of(string name)
    {
        lock (_lock) return _users.TryGetValue(name, out var set) ? set.Snapshot() : [];
    }
}
