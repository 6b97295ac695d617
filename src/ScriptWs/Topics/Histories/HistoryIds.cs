using System.Security.Cryptography;
using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>
/// Positions of this process: the time, or the one after the last. They begin at a random one, so that none is given away again by the next
/// process, whatever its clock says. Any thread.
/// </summary>
internal sealed class HistoryIds(TimeProvider clock)
{
    /// <summary>Microseconds that the first position lies ahead at most: 18 minutes.</summary>
    private const int MaxLead = 1 << 30;

    private readonly long _lead = RandomNumberGenerator.GetInt32(MaxLead);
    private long _last;

    /// <summary>Microseconds by the same scale as positions.</summary>
    public long Now => ((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond) + _lead;

    public Position Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(Now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return new Position(next);
        }
    }
}
