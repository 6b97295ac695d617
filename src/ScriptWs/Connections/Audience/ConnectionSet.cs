namespace ScriptWs.Connections;

/// <summary>
/// Connections that are addressed together: all of a server, or a topic. Any thread. Readers get an array that is never
/// changed, built anew only after a change, so that a broadcast holds no lock.
/// </summary>
internal sealed class ConnectionSet
{
    private readonly Lock _lock = new();
    private readonly HashSet<Connection> _members = [];
    private Connection[]? _snapshot = [];

    public int Count
    {
        get
        {
            lock (_lock) return _members.Count;
        }
    }

    public bool Add(Connection connection)
    {
        lock (_lock)
        {
            if (!_members.Add(connection)) return false;
            _snapshot = null;
            return true;
        }
    }

    public bool Remove(Connection connection)
    {
        lock (_lock)
        {
            if (!_members.Remove(connection)) return false;
            _snapshot = null;
            return true;
        }
    }

    public bool Contains(Connection connection)
    {
        lock (_lock) return _members.Contains(connection);
    }

    /// <summary>The members now; not to be changed.</summary>
    public Connection[] Snapshot()
    {
        lock (_lock) return _snapshot ??= [.. _members];
    }
}
