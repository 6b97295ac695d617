namespace ScriptWs.Cluster;

/// <summary>A broker in memory: for servers of one process, in tests and to try a cluster out.</summary>
internal sealed class MemoryBroker(string name) : IBroker
{
    private readonly MemoryHub _hub = MemoryHub.Enter(name);
    private readonly List<HeardChannel> _heard = [];
    private int _isDisposed;

    public string Address => $"memory:{name}";

    public string? Problem => _hub.Problem;

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

    public Task<string> AgreeAsync(string key, string value) =>
        Problem is { } problem ? Task.FromException<string>(new BrokerException(problem)) : Task.FromResult(_hub.Agree(key, value));

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
}
