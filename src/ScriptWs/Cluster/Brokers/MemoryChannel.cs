namespace ScriptWs.Cluster;

/// <summary>One channel of a <see cref="MemoryHub"/>: one envelope at a time, so that all that hear it get one order. Any thread.</summary>
internal sealed class MemoryChannel
{
    private readonly Lock _lock = new();
    private EnvelopeReceived[] _hearing = [];

    public void Add(EnvelopeReceived receive)
    {
        lock (_lock) _hearing = [.. _hearing, receive];
    }

    public void Remove(EnvelopeReceived receive)
    {
        lock (_lock) _hearing = [.. _hearing.Where(other => other != receive)];
    }

    /// <summary>Whether it loses what it gets, in tests.</summary>
    public bool IsMute { get; set; }

    public void Publish(ReadOnlySpan<byte> envelope)
    {
        lock (_lock)
        {
            if (IsMute) return;
            foreach (var receive in _hearing) receive(envelope);
        }
    }
}
