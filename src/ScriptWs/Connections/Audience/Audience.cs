using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>Everything that is open on a server, and the topics it subscribes to. Any thread.</summary>
internal class Audience<T>
    where T : class, IMember
{
    private readonly ConcurrentDictionary<Guid, T> _byId = new();
    private readonly ConnectionSet<T> _all = new();
    private readonly Lock _lock = new();
    private Traffic _ofTheGone;
    private StrongBox<CloseStatus>? _closing;

    /// <summary>Told each connection that has left; <c>null</c> when nothing follows from it. Set before the first connection.</summary>
    public Action<T>? Left { get; set; }

    public int Count => _all.Count;

    public Topics<T> Topics { get; } = new();

    public UserConnections<T> Users { get; } = new();

    /// <summary>What a connection is closed with as soon as it is open: the server lets all of them go.</summary>
    public CloseStatus? NewcomersAreClosedWith => Volatile.Read(ref _closing)?.Value;

    /// <summary>What went over all wires so far; never less than before.</summary>
    public Traffic Traffic
    {
        get
        {
            // No member leaves meanwhile, so none is counted twice or not at all.
            lock (_lock) return Snapshot().Aggregate(_ofTheGone, (sum, connection) => sum + connection.Traffic);
        }
    }

    /// <summary>Bytes that wait to go out, of all connections.</summary>
    public long BufferedAmount => Snapshot().Sum(connection => connection.BufferedAmount);

    public T? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>The open connections now; not to be changed.</summary>
    public T[] Snapshot() => _all.Snapshot();

    /// <summary>Sends a frame to the connections that the filter includes.</summary>
    /// <returns>How many of them took it.</returns>
    public int Broadcast(SharedFrame frame, in BroadcastFilter filter)
    {
        var candidates = filter.Topic is { } topic ? Topics.Subscribers(topic) : Snapshot();
        var message = new FanOut(frame, filter.Topic);
        var count = 0;
        foreach (var connection in candidates)
        {
            if (filter.Includes(connection) && connection.Send(message.For(connection.TopicFormat)) != SendResult.Dropped) count++;
        }

        return count;
    }

    public int SubscriberCount(string topic) => Topics.Subscribers(topic).Length;

    /// <summary>Before the snapshot of members to close, so that no member is added in between.</summary>
    public void CloseNewcomers(CloseStatus status) => Volatile.Write(ref _closing, new StrongBox<CloseStatus>(status));

    /// <summary>Counts what went over a wire between the connection's end and its own.</summary>
    public void CountRest(T connection)
    {
        lock (_lock)
        {
            if (connection.CountedTraffic is { } counted) _ofTheGone += (connection.CountedTraffic = connection.Traffic).Value - counted;
        }
    }

    public void Add(T connection)
    {
        _byId[connection.Id] = connection;
        _all.Add(connection);
        Users.Add(UserOf(connection), connection);
    }

    public void Remove(T connection)
    {
        _byId.TryRemove(connection.Id, out _);
        Users.Remove(UserOf(connection), connection);
        lock (_lock)
        {
            if (_all.Remove(connection)) _ofTheGone += (connection.CountedTraffic = connection.Traffic).Value;
        }

        Topics.UnsubscribeAll(connection);
        Left?.Invoke(connection);
    }

    /// <summary>The user that it was authenticated as; <c>null</c> for none. It never becomes another user's.</summary>
    protected virtual string? UserOf(T connection) => null;
}
