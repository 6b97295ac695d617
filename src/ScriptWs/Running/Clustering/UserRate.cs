using System.Buffers.Binary;
using ScriptWs.Diagnostics;
using ScriptWs.Storage;

namespace ScriptWs.Running;

/// <summary>
/// What one user may still send in the present period. In a cluster the node takes shares of the limit in advance, so that no message
/// waits for the broker; up to one share is lent while the answer is on its way. Any thread.
/// </summary>
internal sealed class UserRate(UserRates rates, string user)
{
    /// <summary>A share is this part of the limit.</summary>
    private const int Shares = 10;

    private static readonly long Epoch = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMillisecond;

    private readonly Lock _lock = new();
    private readonly int _share = Math.Max(1, rates.Rate.Count / Shares);
    private long _period = -1;
    private int _left;
    private int _lent;
    private int _used;
    private bool _isAsking;
    private bool _isExhausted;

    /// <summary>The last period in which the user sent something.</summary>
    public long Period => Volatile.Read(ref _period);

    public bool TryTake(long period)
    {
        lock (_lock)
        {
            if (period != _period) Begin(period);
            if (_left <= _share / 2) Ask();
            if (_left > 0) _left--;
            else if (_isExhausted || _lent >= _share) return false;
            else _lent++;

            _used++;
            return true;
        }
    }

    private static byte[] Write(long used, long granted)
    {
        var bytes = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, used);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(sizeof(long)), granted);
        return bytes;
    }

    private void Begin(long period)
    {
        // Alone in the world, the node has the whole limit.
        _isExhausted = rates.State is null;
        (_period, _left, _lent, _used) = (period, _isExhausted ? rates.Rate.Count : 0, 0, 0);
    }

    private void Ask()
    {
        if (_isAsking || _isExhausted) return;

        _isAsking = true;
        _ = AskAsync(_period);
    }

    private async Task AskAsync(long period)
    {
        int? granted = null;
        try
        {
            var write = new StorageWrite($"rate {user} {period}")
            {
                Change = Grant,
                ExpiresAt = ((period + 2) * rates.Rate.Per.Ticks / TimeSpan.TicksPerMillisecond) - Epoch,
            };
            var written = await rates.State!().CommitAsync(StorageCommit.Of("", write)).ConfigureAwait(false);
            granted = (int)BinaryPrimitives.ReadInt64BigEndian(written![0].Value.AsSpan(sizeof(long)));
        }
        catch (StorageException)
        {
            // The storage has logged it. This node counts alone meanwhile.
        }
        catch (Exception e)
        {
            Background.Report(e, "the messages of a user", rates.Log);
        }

        lock (_lock)
        {
            _isAsking = false;
            if (period == _period) Take(granted);
        }
    }

    /// <param name="granted"><c>null</c> when the broker cannot be reached.</param>
    private void Take(int? granted)
    {
        if (granted is not { } messages)
        {
            (_left, _isExhausted) = (Math.Max(0, rates.Rate.Count - _used), true);
            return;
        }

        var repaid = Math.Min(_lent, messages);
        _lent -= repaid;
        _left += messages - repaid;
        _isExhausted = messages < _share;
    }

    private byte[] Grant(byte[]? current)
    {
        var used = current is { Length: >= sizeof(long) } ? BinaryPrimitives.ReadInt64BigEndian(current) : 0;
        var granted = Math.Clamp(rates.Rate.Count - used, 0, _share);
        return Write(used + granted, granted);
    }
}
