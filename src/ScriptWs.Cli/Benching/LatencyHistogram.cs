using System.Numerics;

namespace ScriptWs.Cli.Benching;

/// <summary>
/// Counts durations in buckets that are at most 1/64 of their value wide: exact enough for any percentile, in 30 KB,
/// however many there are. Any thread may record.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubCount = 1 << SubBits;

    private readonly long[] _counts = new long[(64 - SubBits) * SubCount];
    private long _max;

    /// <summary>How many were recorded.</summary>
    public long Count => _counts.Sum();

    /// <summary>The longest, as it was.</summary>
    public long Max => Interlocked.Read(ref _max);

    /// <summary>Records a duration; what is negative counts as 0.</summary>
    public void Record(long value, int times = 1)
    {
        value = Math.Max(0, value);
        Interlocked.Add(ref _counts[IndexOf(value)], times);
        for (var max = Max; value > max;)
            max = Interlocked.CompareExchange(ref _max, value, max) is var seen && seen == max ? value : seen;
    }

    /// <summary>Adds what another one holds.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (Interlocked.Read(ref other._counts[i]) is var count and > 0) Interlocked.Add(ref _counts[i], count);
        }

        _max = Math.Max(Max, other.Max);
    }

    /// <returns>What this part of all was not over (0.99 for the 99th percentile), at most 1/64 too high; 0 without any.</returns>
    public long Percentile(double part)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(part * Count));
        for (var (index, seen) = (0, 0L); index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= rank) return Math.Min(UpperEdge(index), Max);
        }

        return 0;
    }

    /// <returns>The mean, from the middles of the buckets; 0 without any.</returns>
    public double Mean()
    {
        var (sum, count) = (0.0, 0L);
        for (var index = 0; index < _counts.Length; index++)
        {
            if (_counts[index] == 0) continue;
            sum += (LowerEdge(index) + (double)UpperEdge(index)) / 2 * _counts[index];
            count += _counts[index];
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Values below 64 have a bucket each; above, each power of two has 64.</summary>
    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - SubBits);
        return (shift << SubBits) + (int)(value >> shift);
    }

    private static long LowerEdge(int index)
    {
        var shift = Math.Max(0, (index >> SubBits) - 1);
        return (long)(index - (shift << SubBits)) << shift;
    }

    private static long UpperEdge(int index)
    {
        var shift = Math.Max(0, (index >> SubBits) - 1);
        return LowerEdge(index) + (1L << shift) - 1;
    }
}
