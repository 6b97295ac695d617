using ScriptWs.Storage;
using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>What the servers of this process that are in one cluster of memory share. Any thread.</summary>
internal sealed class MemoryHub
{
    private static readonly Lock HubsLock = new();
    private static readonly Dictionary<string, MemoryHub> Hubs = new(StringComparer.Ordinal);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MemoryChannel> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _agreed = new(StringComparer.Ordinal);
    private readonly Lock _historyLock = new();
    private readonly Dictionary<string, MemoryHistory> _histories = new(StringComparer.Ordinal);
    private readonly HistoryIds _ids;
    private readonly string _name;
    private readonly Dictionary<string, MemoryStorage> _storages = new(StringComparer.Ordinal);
    private int _users;

    private MemoryHub(string name, TimeProvider clock) =>
        (_name, _ids, Presence) = (name, new HistoryIds(clock), new MemoryPresence(clock));

    /// <summary>Who is present on the servers.</summary>
    public MemoryPresence Presence { get; }

    /// <summary>Why it fails, in tests; <c>null</c> when it works.</summary>
    public string? Problem { get; set; }

    /// <summary>The hub of a name, until each of its users has left.</summary>
    public static MemoryHub Enter(string name, TimeProvider? clock = null)
    {
        lock (HubsLock)
        {
            if (!Hubs.TryGetValue(name, out var hub)) Hubs[name] = hub = new MemoryHub(name, clock ?? TimeProvider.System);
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

    /// <summary>Adds messages to a history and sends them, in one order for all.</summary>
    /// <returns>The id of the first.</returns>
    public long Append(HistoryAppend append)
    {
        lock (_historyLock)
        {
            var (first, added) = HistoryOf(append.Topic).Append(append, _ids);
            if (added.Length == 0) return first;

            var envelope = new EnvelopeWriter();
            envelope.Begin(0, 0);
            foreach (var entry in added) envelope.Add(EntryKind.History, HistoryFormat.WriteBody(append.Topic, entry));
            Channel(append.Channel).Publish(envelope.Written.Span);
            return first;
        }
    }

    public HistoryPart Read(string topic)
    {
        lock (_historyLock) return HistoryOf(topic).Read(_ids);
    }

    public long Last(string topic)
    {
        lock (_historyLock) return HistoryOf(topic).Last;
    }

    /// <summary>Forgets all histories, in tests.</summary>
    public void Flush()
    {
        lock (_historyLock)
        {
            foreach (var history in _histories.Values) history.Flush();
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

    private MemoryHistory HistoryOf(string topic)
    {
        if (!_histories.TryGetValue(topic, out var history)) _histories[topic] = history = new MemoryHistory();
        return history;
    }
}
