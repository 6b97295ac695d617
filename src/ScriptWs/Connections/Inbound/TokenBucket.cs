using ScriptWs.Configuration;

namespace ScriptWs.Connections;

/// <summary>A rate limit: holds <c>Count</c> tokens, refilled evenly over <c>Per</c>. Not thread-safe; its owner serialises.</summary>
internal struct TokenBucket(RateOptions rate, TimeProvider clock)
{
    private double _tokens = rate.Count;
    private long _refilledAt = clock.GetTimestamp();

    /// <summary>Nothing was taken lately: the bucket is as good as new.</summary>
    public readonly bool IsFull => _tokens + Gained(clock.GetTimestamp()) >= rate.Count;

    /// <summary>Takes one token.</summary>
    /// <returns><c>false</c> when none is left.</returns>
    public bool TryTake()
    {
        var now = clock.GetTimestamp();
        _tokens = Math.Min(rate.Count, _tokens + Gained(now));
        _refilledAt = now;
        if (_tokens < 1) return false;

        _tokens--;
        return true;
    }

    private readonly double Gained(long now) => rate.Count * (clock.GetElapsedTime(_refilledAt, now) / rate.Per);
}
