using System.Buffers;

namespace ScriptWs.Connections;

/// <summary>
/// Bytes on their way to a wire. Small pieces are copied into one pooled array, so that a flush is one write. A frame that others send
/// too is not copied while it is the only one, as mostly in a broadcast, nor if it is large. An empty queue holds no memory. One thread
/// at a time.
/// </summary>
internal struct SegmentQueue
{
    /// <summary>A pooled array grows up to this size; then it is queued whole and a new one begun.</summary>
    private const int MaxSegment = 64 * 1024;

    private const int FirstSegment = 512;

    /// <summary>From this size on, a shared frame is never copied: the copy would cost more than a second write.</summary>
    private const int ReferenceFrom = 16 * 1024;

    /// <summary>From this size on, bytes that never change are sent from where they are.</summary>
    public const int KeptFrom = 256 * 1024;

    private Queue<OutboundSegment>? _earlier;
    private byte[]? _open;
    private int _start;
    private int _end;

    /// <summary>Whether the open array is a frame that others send too.</summary>
    private bool _isShared;

    private readonly bool IsEmpty => _open is null && _earlier is not { Count: > 0 };

    /// <summary>Room for bytes at the end.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_open is { } open && (_isShared || open.Length - _end < length))
        {
            var used = _end - _start;
            if (used + length > MaxSegment || (_isShared && used >= ReferenceFrom)) CloseSegment();
            else Enlarge(open, used, length);
        }

        _open ??= ArrayPool<byte>.Shared.Rent(Math.Max(FirstSegment, length));
        var space = _open.AsSpan(_end, length);
        _end += length;
        return space;
    }

    /// <summary>Appends a frame that others send too, and that never changes.</summary>
    public void Append(byte[] shared)
    {
        if (IsEmpty)
        {
            (_open, _start, _end, _isShared) = (shared, 0, shared.Length, true);
        }
        else if (shared.Length < ReferenceFrom)
        {
            shared.CopyTo(Reserve(shared.Length));
        }
        else
        {
            CloseSegment();
            (_earlier ??= new()).Enqueue(new OutboundSegment(shared, 0, shared.Length, pooled: false));
        }
    }

    /// <summary>Appends at least <see cref="KeptFrom"/> bytes that never change, behind the header of their frame.</summary>
    public void AppendKept(byte[] bytes)
    {
        // Some go with the header, which would be a packet of its own.
        bytes.AsSpan(0, ReferenceFrom).CopyTo(Reserve(ReferenceFrom));
        CloseSegment();
        _earlier!.Enqueue(new OutboundSegment(bytes, ReferenceFrom, bytes.Length, pooled: false));
    }

    /// <summary>Gives everything to the wire, as far as it takes it.</summary>
    /// <param name="transport">The wire.</param>
    /// <param name="sent">How many bytes it took.</param>
    /// <returns><c>false</c> when it did not take all.</returns>
    public bool TryWrite(ITransport transport, out int sent)
    {
        sent = 0;
        while (_earlier is { Count: > 0 } queue)
        {
            var segment = queue.Peek();
            var written = transport.Write(segment.Bytes.AsSpan(segment.Start, segment.End - segment.Start));
            sent += written;
            segment.Start += written;
            if (segment.Start < segment.End) return false;
            Release(queue.Dequeue());
        }

        if (_open is not { } open) return true;

        var takenOfOpen = transport.Write(open.AsSpan(_start, _end - _start));
        sent += takenOfOpen;
        _start += takenOfOpen;
        if (_start < _end) return false;

        Release(open, pooled: !_isShared);
        Close();
        return true;
    }

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        while (_earlier is { Count: > 0 } queue) Release(queue.Dequeue());
        if (_open is { } open) Release(open, pooled: !_isShared);
        Close();
    }

    private void Enlarge(byte[] open, int used, int length)
    {
        var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(_isShared ? FirstSegment : open.Length * 2, used + length));
        open.AsSpan(_start, used).CopyTo(bigger);
        Release(open, pooled: !_isShared);
        (_open, _start, _end, _isShared) = (bigger, 0, used, false);
    }

    private void CloseSegment()
    {
        if (_open is not { } open) return;
        (_earlier ??= new()).Enqueue(new OutboundSegment(open, _start, _end, pooled: !_isShared));
        Close();
    }

    private void Close() => (_open, _start, _end, _isShared) = (null, 0, 0, false);

    private static void Release(OutboundSegment segment) => Release(segment.Bytes, segment.Pooled);

    private static void Release(byte[] bytes, bool pooled)
    {
        if (pooled) ArrayPool<byte>.Shared.Return(bytes);
    }
}
