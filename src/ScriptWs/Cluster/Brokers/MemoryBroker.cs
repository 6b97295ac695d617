namespace ScriptWs.Cluster;

/// <summary>A broker in memory: for servers of one process, in tests and to try a cluster out.</summary>
internal sealed class MemoryBroker(string name, TimeProvider? clock = null) : IBroker, IHistoryBroker, IPresenceBroker
{
    private readonly MemoryHub _hub = MemoryHub.Enter(name, clock);
    private readonly List<HeardChannel> _heard = [];
    private int _isDisposed;

    public string Address => $"memory:{name}";

    public string? Problem => _hub.Problem;

    /// <summary>Other nodes of this process would run on the caller's thread.</summary>
    public bool TakesAtOnce => false;

    /// <summary>What the servers share.</summary>
    public MemoryHub Hub => _hub;

    public Task StartAsync(IReadOnlyList<HeardChannel> channels, Action interrupted)
    {
        foreach (var channel in channels) _hub.Channel(channel.Name).Add(channel.Receive);
        _heard.AddRange(channels);
        return Task.CompletedTask;
    }

    public Task PublishAsync(string channel, ReadOnlyMemory<byte> envelope)
    {
        if (Problem is { } problem) return Task.FromException(new BrokerException(problem));

        _hub.Channel(channel).Publish(envelope.Span);
        return Task.CompletedTask;
    }

    public Task<string> AgreeAsync(string key, string value) => Answer(() => _hub.Agree(key, value));

    public IHistoryBroker Histories => this;

    public Task<long> AppendAsync(HistoryAppend append) => Answer(() => _hub.Append(append));

    public Task<HistoryPart> ReadAsync(string topic) => Answer(() => _hub.Read(topic));

    public Task<long[]> LastAsync(IReadOnlyList<string> topics) => Answer<long[]>(() => [.. topics.Select(_hub.Last)]);

    public IPresenceBroker Presences => this;

    public Task<RenewedLease> RenewAsync(uint node, TimeSpan lease, bool forgets) =>
        Answer(() => _hub.Presence.Renew(node, lease, forgets));

    public Task<bool[]> WriteAsync(uint node, IReadOnlyList<PresenceWrite> writes) => Answer(() => _hub.Presence.Write(node, writes));

    public Task<IReadOnlyList<byte[]>> ReadAsync(string topic, uint except) => Answer(() => _hub.Presence.Read(topic, except));

    public Task LeaveAsync(uint node, TimeSpan grace, IReadOnlyList<PresenceWrite> members) => Answer(() =>
    {
        _hub.Presence.Leave(node, grace, members);
        return true;
    });

    public void Reconnect()
    {
        // Memory is never out of reach.
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return ValueTask.CompletedTask;

        foreach (var channel in _heard) _hub.Channel(channel.Name).Remove(channel.Receive);
        _hub.Leave();
        return ValueTask.CompletedTask;
    }

    private Task<T> Answer<T>(Func<T> answer) =>
        Problem is { } problem ? Task.FromException<T>(new BrokerException(problem)) : Task.FromResult(answer());
}
