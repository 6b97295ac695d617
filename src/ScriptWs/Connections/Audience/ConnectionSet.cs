namespace ScriptWs.Connections;

/// <summary>
/// Connections that are addressed together: all of a server, or a topic. Any thread. Readers get an array that is never
/// changed and is built again only after a change, so that a broadcast holds no lock.
/// </summary>
internal sealed class ConnectionSet<T>
    where T : class
{
    private readonly Lock _lock = new();
    private readonly HashSet<T> _members = [];
    private T[]? _snapshot = [];

    public int Count
    {
        get
        {
            lock (_lock) return _members.Count;
        }
    }

    public bool Add(T member)
    {
        lock (_lock)
        {
            if (!_members.Add(member)) return false;
            _snapshot = null;
            return true;
        }
    }

    public bool Remove(T member)
    {
        lock (_lock)
        {
            if (!_members.Remove(member)) return false;
            _snapshot = null;
            return true;
        }
    }

    public bool Contains(T member)
    {
        lock (_lock) return _members.Contains(member);
    }

    /// <summary>The members now; not to be changed.</summary>
    public T[] Snapshot()
    {
        lock (_lock) return _snapshot ??= [.. _members];
    }
}
