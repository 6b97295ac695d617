using System.Buffers;

namespace ScriptWs.Transport;

/// <summary>
/// What a loop's thread has read into its own buffer for one that waited: it is taken from there, and what is left when the thread
/// goes on is copied. One thread fills and keeps, one takes; they may be two.
/// </summary>
internal sealed unsafe class ArrivedBytes
{
    private readonly Lock _lock = new();
    private byte* _scratch;
    private byte[]? _kept;
    private int _start;
    private int _end;

    public bool IsEmpty => Volatile.Read(ref _start) == Volatile.Read(ref _end);

    /// <summary>Only while it is empty, and <see cref="Keep"/> follows before the scratch serves for others.</summary>
    public void Fill(Span<byte> scratch)
    {
        lock (_lock)
        {
            fixed (byte* first = scratch) _scratch = first; // memory of the system, which never moves
            (_start, _end) = (0, scratch.Length);
        }
    }

    /// <returns>How many bytes were taken.</returns>
    public int Take(Span<byte> buffer)
    {
        if (IsEmpty) return 0;

        lock (_lock)
        {
            var arrived = _kept is null ? new ReadOnlySpan<byte>(_scratch, _end) : _kept;
            var count = Math.Min(buffer.Length, _end - _start);
            arrived.Slice(_start, count).CopyTo(buffer);
            _start += count;
            if (_start == _end) Release();
            return count;
        }
    }

    /// <summary>From now on what is left is its own.</summary>
    public void Keep()
    {
        if (IsEmpty) return;

        lock (_lock)
        {
            var left = _end - _start;
            if (left == 0 || _kept is not null) return;
            _kept = ArrayPool<byte>.Shared.Rent(left);
            new ReadOnlySpan<byte>(_scratch + _start, left).CopyTo(_kept);
            _scratch = null;
            (_start, _end) = (0, left);
        }
    }

    /// <summary>Drops what is left.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            Release();
        }
    }

    private void Release()
    {
        if (_kept is { } kept) ArrayPool<byte>.Shared.Return(kept);
        _scratch = null;
        (_kept, _start, _end) = (null, 0, 0);
    }
}
