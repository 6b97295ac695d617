using System.Runtime.InteropServices;

namespace ScriptWs.Authentication;

/// <summary>
/// Makes a client wait after too many failures, twice as long each time. Failures are counted in slots that the key's hash
/// chooses: memory is bounded without forgetting anybody early, and two keys in one slot merely share a count. Any thread.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="free">Failures that cost no waiting.</param>
/// <param name="longest">The longest wait.</param>
internal sealed class FailureThrottle(TimeProvider clock, int free, TimeSpan longest)
{
    private const int Slots = 16_384;

    /// <summary>After this time one failure is forgiven.</summary>
    public static readonly TimeSpan Forgiven = TimeSpan.FromSeconds(30);

    /// <summary>Failures counted at most: an attack of a night must not last for the morning.</summary>
    private readonly int _most = free + 20;
    private readonly Lock _lock = new();
    private Slot[]? _slots;

    /// <returns>How long the key still has to wait; zero when it may try now.</returns>
    public TimeSpan WaitOf(string key)
    {
        if (free == 0) return TimeSpan.Zero;
        lock (_lock)
        {
            if (_slots is null) return TimeSpan.Zero;
            var slot = Forgive(_slots[IndexOf(key)]);
            var wait = DelayAfter(slot.Count) - clock.GetElapsedTime(slot.FailedAt);
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    /// <returns>Whether the key has to wait from this failure on, and had not before.</returns>
    public bool Fail(string key)
    {
        if (free == 0) return false;
        lock (_lock)
        {
            _slots ??= new Slot[Slots];
            ref var slot = ref _slots[IndexOf(key)];
            slot = Forgive(slot);
            var now = clock.GetTimestamp();
            if (slot.Count == 0) slot.ForgivenAt = now;
            (slot.Count, slot.FailedAt) = (Math.Min(slot.Count + 1, _most), now);
            return slot.Count == free + 1;
        }
    }

    /// <summary>Forgets the key's failures.</summary>
    public void Clear(string key)
    {
        lock (_lock)
        {
            if (_slots is not null) _slots[IndexOf(key)] = default;
        }
    }

    private TimeSpan DelayAfter(int count)
    {
        if (count <= free) return TimeSpan.Zero;
        var delay = TimeSpan.FromSeconds(1L << (count - free - 1));
        return delay < longest ? delay : longest;
    }

    private Slot Forgive(Slot slot)
    {
        var forgiven = (int)Math.Min(slot.Count, clock.GetElapsedTime(slot.ForgivenAt) / Forgiven);
        slot.Count -= forgiven;
        slot.ForgivenAt += (long)(forgiven * Forgiven.TotalSeconds * clock.TimestampFrequency);
        return slot;
    }

    /// <summary>The hash has a seed of this process: an attacker cannot choose two keys that collide.</summary>
    private static int IndexOf(string key) => (int)((uint)key.GetHashCode(StringComparison.Ordinal) % Slots);

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public int Count;
        public long FailedAt;

        /// <summary>Up to when failures have been forgiven.</summary>
        public long ForgivenAt;
    }
}
