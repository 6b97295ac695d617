using System.Security.Cryptography;
using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>
/// Positions of this process: the time, or the one after the last. They begin at a random one, so that none is given away again by the next
/// process, whatever its clock says. Any thread.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="maxLead">Microseconds that the first position lies ahead at most.</param>
internal sealed class HistoryIds(TimeProvider clock, int maxLead = HistoryIds.MaxLead)
{
    /// <summary>18 minutes: further than a clock is put back between two processes that share nothing.</summary>
    private const int MaxLead = 1 << 30;

    private readonly long _lead = RandomNumberGenerator.GetInt32(maxLead);
    private long _last;

    /// <summary>Microseconds by the same scale as positions.</summary>
    public long Now => ((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond) + _lead;

    /// <param name="after">A position that it comes after, of another process perhaps.</param>
    public Position Next(Position after = default)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(Now, Math.Max(last, after.Id) + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return new Position(next);
        }
    }
}
