namespace ScriptWs.Connections;

/// <summary>The round-trip time of Pings. Any thread sends; the thread that reads takes the Pong.</summary>
internal struct RoundTrip()
{
    private long _sentAt;
    private long _latency = -1;

    /// <summary>The last one that was measured; <c>null</c> before the first.</summary>
    public readonly TimeSpan? Latency => Volatile.Read(in _latency) is >= 0 and var ticks ? new TimeSpan(ticks) : null;

    /// <summary>A Ping is sent now.</summary>
    /// <param name="payload">Takes what the Ping carries: its time.</param>
    /// <param name="now">The clock's timestamp.</param>
    public void Begin(Span<byte> payload, long now)
    {
        BitConverter.TryWriteBytes(payload, now);
        Volatile.Write(ref _sentAt, now);
    }

    /// <summary>A Pong came.</summary>
    /// <returns>The round-trip time; <c>null</c> when it answers no Ping of ours.</returns>
    public TimeSpan? End(ReadOnlySpan<byte> payload, TimeProvider clock)
    {
        var sentAt = Volatile.Read(ref _sentAt);
        if (sentAt == 0 || payload.Length != sizeof(long) || BitConverter.ToInt64(payload) != sentAt) return null;

        var latency = clock.GetElapsedTime(sentAt);
        Volatile.Write(ref _latency, latency.Ticks);
        Volatile.Write(ref _sentAt, 0);
        return latency;
    }
}
