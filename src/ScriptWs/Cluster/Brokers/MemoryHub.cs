using ScriptWs.Storage;

namespace ScriptWs.Cluster;

/// <summary>What the servers of this process that are in one cluster of memory share. Any thread.</summary>
internal sealed class MemoryHub
{
    private static readonly Lock HubsLock = new();
    private static readonly Dictionary<string, MemoryHub> Hubs = new(StringComparer.Ordinal);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MemoryChannel> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _agreed = new(StringComparer.Ordinal);
    private readonly string _name;
    private readonly Dictionary<string, MemoryStorage> _storages = new(StringComparer.Ordinal);
    private int _users;

    private MemoryHub(string name) => _name = name;

    /// <summary>Why it fails, in tests; <c>null</c> when it works.</summary>
    public string? Problem { get; set; }

    /// <summary>The hub of a name, until each of its users has left.</summary>
    public static MemoryHub Enter(string name)
    {
        lock (HubsLock)
        {
            if (!Hubs.TryGetValue(name, out var hub)) Hubs[name] = hub = new MemoryHub(name);
            hub._users++;
            return hub;
        }
    }

    public void Leave()
    {
        lock (HubsLock)
        {
            if (--_users == 0) Hubs.Remove(_name);
        }
    }

    public MemoryChannel Channel(string name)
    {
        lock (_lock)
        {
            if (!_channels.TryGetValue(name, out var channel)) _channels[name] = channel = new MemoryChannel();
            return channel;
        }
    }

    /// <summary>What the servers keep together; the first one's quotas and clock are in force.</summary>
    public MemoryStorage Storage(StorageSetup setup)
    {
        lock (_lock)
        {
            if (!_storages.TryGetValue(setup.Area, out var storage))
                _storages[setup.Area] = storage = new MemoryStorage(setup.Limits, setup.Clock);
            return storage;
        }
    }

    public string Agree(string key, string value)
    {
        lock (_lock) return _agreed.TryAdd(key, value) ? value : _agreed[key];
    }
}
