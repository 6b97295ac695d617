namespace ScriptWs.Cluster;

/// <summary>What carries envelopes between nodes: a server with the Redis protocol, or memory of this process. Any thread.</summary>
internal interface IBroker : IAsyncDisposable
{
    /// <summary>Where it is, for messages.</summary>
    string Address { get; }

    /// <summary>Why it cannot be used now; <c>null</c> when it can.</summary>
    string? Problem { get; }

    /// <summary>
    /// Whether publishing now only writes: it neither delivers on the caller's thread nor fails there, so a turn's thread can do it.
    /// </summary>
    bool TakesAtOnce { get; }

    /// <summary>Connects, and hears these channels from then on, also after it was lost: it never stops trying.</summary>
    /// <param name="channels">What is heard. The envelopes of one channel come one at a time, in their order.</param>
    /// <param name="interrupted">Called when the channels are no longer heard, until they are again.</param>
    /// <returns>Completes when the first attempt has succeeded or failed.</returns>
    Task StartAsync(IReadOnlyList<HeardChannel> channels, Action interrupted);

    /// <summary>Sends an envelope to all that hear a channel, this node included.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="envelope">The bytes. After an exception something may still read them.</param>
    /// <exception cref="BrokerException">It did not leave, or it is not known whether it did.</exception>
    Task PublishAsync(string channel, ReadOnlyMemory<byte> envelope);

    /// <summary>Makes a value known that all nodes must agree on. The first node decides.</summary>
    /// <returns>The value that is in force.</returns>
    /// <exception cref="BrokerException">There was no answer.</exception>
    Task<string> AgreeAsync(string key, string value);

    /// <summary>What keeps the histories of topics.</summary>
    IHistoryBroker Histories { get; }

    /// <summary>What keeps who is present.</summary>
    IPresenceBroker Presences { get; }

    /// <summary>Connects again, because nothing is heard although the connection looks well.</summary>
    void Reconnect();
}
